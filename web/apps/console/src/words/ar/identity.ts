/** Who somebody is, and that it is still them, in Arabic. */
import type { identityEn } from "../identity.en.ts";

export const identityAr: typeof identityEn = {
  confirmTitle: "أكدوا أنكم أنتم",
  confirmText: "هذا يغيّر شيئًا مهمًا أو يسلّمه. ومن يجد هذه الشاشة مفتوحة يجب ألا يقدر على فعله.",
  confirmPasskey: "التأكيد بمفتاح مرور",
  confirmPassword: "استعمال كلمة المرور ورمز",
  confirmGo: "تأكيد",
  confirmNone: "دخلتم بطريقة أخرى. اخرجوا ثم ادخلوا من جديد؛ ولا يُسأل شيء بعد ذلك لبضع دقائق.",
  signinRules: "قواعد الدخول",
  signinRulesText: "ما تطلبه مؤسستكم ممن يسجّلون الدخول.",
  sessionRules: "البقاء داخلًا",
  sessionRulesText:
    "من يجد شاشة مفتوحة يقرأ ما تعرضه حتى تنتهي الجلسة. والساعات الأقل تسري فورًا، وعلى الداخلين أيضًا.",
  sessionRulesSaved: "تسري المدد الجديدة من الآن",
  idleLimit: "تنتهي بلا استعمال بعد",
  idleLimitHint: "ينصح المعيار (NIST SP 800-63B-4) بساعة واحدة على الأكثر حيث بيانات العملاء.",
  absoluteLimit: "تنتهي في كل حال بعد",
  absoluteLimitHint: "ينصح المعيار بأربع وعشرين ساعة على الأكثر.",
  confirmLimit: "يسري التأكيد لمدة",
  confirmLimitHint:
    "من يغيّر المفاتيح أو الإعدادات أو يأخذ السجلّ معه يؤكد هويته؛ ولا يُسأل مرة أخرى خلال هذه المدة.",
  ownersChoose: "يستطيع مالكو مؤسستكم تغيير هذا.",
  endOthers: "الخروج من كل مكان آخر",
  didEndOthers: "تم الخروج من كل مكان آخر",
  endAll: "إخراج من كل مكان",
  endAllAsk: (name: string) => `إخراج ${name} من كل مكان؟`,
  endAllText:
    "تُخرج كل متصفحات هذا الشخص فورًا. وتبقى مفاتيحه وما يحق له قراءته كما هي: يستطيع الدخول من جديد.",
  didEndAll: (name: string) => `أُخرج ${name} من كل مكان`,
  newBrowser: (name: string) => `سجّل متصفح جديد الدخول باسمكم: ${name}.`,
  newBrowserText: (when: string, network: string) =>
    `${when}، من ${network}. إن لم تكونوا أنتم فأنهوه وراجعوا طرق دخولكم.`,
  newBrowserMine: "كنت أنا",
  newBrowserNot: "لم أكن أنا",
  didDisown: "أُخرج. راجعوا الآن طرق فتح مفاتيحكم، وأنشئوا ورقة استرداد جديدة.",
};
