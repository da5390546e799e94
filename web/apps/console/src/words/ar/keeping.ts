/** How long conversations are kept, in Arabic. */
import type { keepingEn } from "../keeping.en.ts";
import { counting } from "../plural.ts";

const count = counting("ar");

export const keepingAr: typeof keepingEn = {
  keeping: "مدة الحفظ",
  keepingText:
    "كم من الوقت تبقى المحادثات المغلقة قابلة للقراءة. حين تنتهي المدة تُتلَف مفاتيحها ويصبح المخزَّن مجرد ضجيج.",
  keepingLimits: "إتلاف المفاتيح يغلق نسخنا المخزّنة والاحتياطية. لكنه لا يصل إلى نسخ احتفظ بها أحد.",
  keepingInboxes: "حسب الصندوق",
  keepingInbox: "الصندوق",
  keepingDays: "الحفظ بعد الإغلاق",
  keepingOpen: "مفتوحة",
  keepingClosed: "مغلقة",
  keepingDue: "تحين خلال 30 يومًا",
  keepingHeld: "محجوزة",
  keepingDestroyed: "أُتلفت",
  keepingNext: "التالية",
  keepingNever: "لا شيء",
  keepingNone: "لا تديرون أي صندوق. يرى المالكون والمشرفون الأرقام هنا.",
  certificates: "الشهادات",
  certificatesText:
    "لكل محادثة أُتلفت مفاتيحها وقّع الخادم على أنه فعل ذلك. يتحقق هذا المكتب من التوقيع وفق سجل مؤسستكم.",
  certificatesNone: "لم يُتلَف شيء بعد.",
  certificateOf: (id) => `المحادثة ${id}`,
  certificateOk: "التوقيع صحيح",
  certificateBad: "التوقيع غير صحيح",
  certificateBadMore: "لا تعتمدوا عليها، وأخبروا فريق الأمن.",
  certificateSave: (id) => `حفظ شهادة ${id}`,
  certificatesMore: "إظهار الأقدم",

  keepDays: "الأيام",
  keepOther: "مدة أخرى…",
  tryIt: "ما الذي سيتغير؟",
  tryFirst: "انظروا أولًا إلى ما سيتغير: المدة الأقصر تسري أيضًا على المحادثات المغلقة من قبل.",
  trialNow: (n) =>
    n === 0
      ? "لن تُتلَف أي مفاتيح فورًا."
      : count(n, {
          one: "ستُتلَف مفاتيح محادثة واحدة خلال ساعة. لن يستطيع أحد قراءتها بعد ذلك.",
          two: "ستُتلَف مفاتيح محادثتين خلال ساعة. لن يستطيع أحد قراءتهما بعد ذلك.",
          few: "ستُتلَف مفاتيح # محادثات خلال ساعة. لن يستطيع أحد قراءتها بعد ذلك.",
          other: "ستُتلَف مفاتيح # محادثة خلال ساعة. لن يستطيع أحد قراءتها بعد ذلك.",
        }),
  trialChanged: (n) =>
    n === 0
      ? "لن يتغير تاريخ أي محادثة مغلقة."
      : count(n, {
          one: "ستُحفَظ محادثة مغلقة واحدة حتى يوم غير الحالي.",
          two: "ستُحفَظ محادثتان مغلقتان حتى يوم غير الحالي.",
          few: "ستُحفَظ # محادثات مغلقة حتى يوم غير الحالي.",
          other: "ستُحفَظ # محادثة مغلقة حتى يوم غير الحالي.",
        }),
  trialHeld: (n) =>
    n === 0
      ? ""
      : count(n, {
          one: "محادثة واحدة محجوزة وستبقى.",
          two: "محادثتان محجوزتان وستبقيان.",
          few: "# محادثات محجوزة وستبقى.",
          other: "# محادثة محجوزة وستبقى.",
        }),
  trialSoonest: "التالية",
  trialUntil: (date) => `حتى ${date}`,
  trialClosed: (date) => `أُغلقت في ${date}`,
  trialLonger: "المدة الأطول تسري فقط على المحادثات التي تُغلَق من الآن.",
  shortenAsk: (days) => `الحفظ لمدة ${days} فقط؟`,
  shortenYes: "حفظ وإتلاف",
};
