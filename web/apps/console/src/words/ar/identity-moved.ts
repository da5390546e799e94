/** Sessions that are used from elsewhere, in Arabic. */
import type { movedEn } from "../identity-moved.en.ts";

export const movedAr: typeof movedEn = {
  sessionMoved: {
    rule: "عندما تنتقل جلسة إلى شبكة أخرى أو متصفح آخر",
    hint: "ربما نسخها شخص ما. الهواتف تبدّل الشبكات طوال اليوم، والمسافرون كذلك: يُسألون عندئذ قبل ما هو حساس. الإنهاء يناسب من يعملون جميعًا على شبكة ثابتة.",
    asks: "إخبار الشخص وسؤاله من جديد قبل ما هو حساس (نوصي به)",
    ends: "إنهاء الجلسة",
    allowed: "لا شيء",
    title: (name: string) => `تُستخدم جلستكم من مكان آخر، في ${name}.`,
    text: (when: string, network: string) =>
      `${when}، من ${network}. قد يكون ذلك هاتفكم أو شبكة أخرى لكم. إن لم يكن كذلك فأنهوا الجلسة وادخلوا من جديد.`,
  },
};
