/** How long the record of acts is kept, in Arabic. */
import { counting } from "../plural.ts";
import type { recordKeepingEn } from "../record-keeping.en.ts";

const count = counting("ar");

export const recordKeepingAr: typeof recordKeepingEn = {
  recordKeeping: "سجلّ الأفعال",
  recordKeepingText:
    "يسجّل الخادم من فعل ماذا ومتى، ولا يسجّل أبدًا ما كُتب. اختاروا هنا كم يُحفظ كل جزء من السجلّ.",
  recordParts: {
    "sign-ins": {
      name: "الدخول والرفض",
      text: "من دخل ومن خرج، والمحاولات الفاشلة، وما رُفض ولمن.",
    },
    keys: { name: "الأشخاص والمفاتيح", text: "من انضم أو غادر أو غيّر فريقه، والمفاتيح الجديدة أو المزالة." },
    reads: { name: "ما قُرئ", text: "من فتح أي محادثة أو ملف أو قائمة، ومتى." },
    conversations: {
      name: "ما جرى في المحادثات",
      text: "متى كتب أحد أو أغلق أو قيّم أو سلّم. لا الكلمات أبدًا.",
    },
    administration: { name: "الإعدادات", text: "تغييرات الصناديق والمقالات والحجز والتوفّر." },
    system: { name: "الخادم نفسه", text: "التشغيل والإيقاف وتغيّر الضبط والشهادات." },
  },
  recordForEver: "إلى الأبد",
  recordKept: (days) => `يُحفظ ${days}`,
  recordKeptForEver: "يُحفظ إلى الأبد",
  recordNext: (days, date) => `اعتبارًا من ${date} يُحفظ ${days} فقط.`,
  recordNextStop: "إيقاف هذا التغيير",
  recordChange: (part) => `تغيير مدة حفظ «${part}»`,
  recordChangeShort: "تغيير",
  recordKeepFor: "مدة الحفظ",
  recordLonger: "المدة الأطول تسري فورًا.",
  recordShorter:
    "المدة الأقصر تسري بعد سبعة أيام، كي لا يستطيع أحد أن يخفي الآثار دفعة واحدة. وحتى ذلك الحين يراها هنا كل من يحق له قراءة السجلّ، ويستطيع إيقافها.",
  recordTry: "ماذا سيُمحى؟",
  recordTrialNone: "لا شيء بهذا القِدم بعد.",
  recordTrial: (n, date) =>
    count(n, {
      one: `حدث واحد أقدم من ذلك اليوم، تاريخه ${date}. لا تُستعاد الأحداث الممحوة.`,
      two: `حدثان أقدم من ذلك اليوم، أقدمهما بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
      few: `# أحداث أقدم من ذلك اليوم، أقدمها بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
      many: `# حدثًا أقدم من ذلك اليوم، أقدمها بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
      other: `# حدث أقدم من ذلك اليوم، أقدمها بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
    }),
  recordTrialMore: (n, date) =>
    count(n, {
      few: `ما لا يقل عن # أحداث أقدم من ذلك اليوم، أقدمها بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
      many: `ما لا يقل عن # حدثًا أقدم من ذلك اليوم، أقدمها بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
      other: `ما لا يقل عن # حدث أقدم من ذلك اليوم، أقدمها بتاريخ ${date}. لا تُستعاد الأحداث الممحوة.`,
    }),
  recordTrialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "حدث واحد محجوز وسيبقى.",
          two: "حدثان محجوزان وسيبقيان.",
          few: "# أحداث محجوزة وستبقى.",
          many: "# حدثًا محجوزًا وستبقى.",
          other: "# حدث محجوز وستبقى.",
        }),
  recordSaved: (part) => `حُفظ: ${part}`,
  recordTold: "ما يُمحى يترك مكانه في السجلّ وحدثًا يخبر بمحوه. والتغييرات هنا والحجز والمحو تُحفظ إلى الأبد.",

  recordHolds: "محجوز",
  recordHoldsText: "المحجوز لا يُمحى مهما اختير أعلاه: من أجل دعوى قضائية أو تحقيق أو جهة رسمية تطلبه.",
  recordHoldsNone: "لا شيء محجوز.",
  recordHoldBegin: "حجز",
  recordHoldWhat: "ما الذي يُحجز",
  recordHoldAll: "السجلّ كله",
  recordHoldOther: "شيء آخر، بمعرّفه",
  recordHoldId: "المعرّف",
  recordHoldIdHint: "64 رقمًا وحرفًا: محادثة أو متصفح أو عميل أو ملف، كما يسمّيها السجلّ.",
  recordHoldWhy: "لماذا",
  recordHoldReasons: {
    litigation: "دعوى قضائية",
    investigation: "تحقيق داخلي",
    authority: "طلبته جهة رسمية",
    other: "سبب آخر",
  },
  recordHoldSince: (reason, date) => `${reason}، منذ ${date}`,
  recordHoldAbout: (who) => `كل ما يذكر ${who}`,
  recordRelease: "إنهاء الحجز",
  recordReleaseOf: (what) => `إنهاء الحجز: ${what}`,
  recordReleaseAsk: "إنهاء هذا الحجز؟",
  recordReleaseText: "ما كان يحفظه وبلغ من القِدم ما يكفي يُمحى خلال دقائق. لا رجعة في ذلك.",
  recordWholeHeld: "السجلّ كله محجوز: لا يُمحى منه شيء.",
};
