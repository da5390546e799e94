/** Who somebody is, and that it is still them, in Arabic. */
import type { identityEn } from "../identity.en.ts";

export const identityAr: typeof identityEn = {
  confirmTitle: "أكدوا أنكم أنتم",
  confirmText: "هذا يغيّر شيئًا مهمًا أو يسلّمه. ومن يجد هذه الشاشة مفتوحة يجب ألا يقدر على فعله.",
  confirmPasskey: "التأكيد بمفتاح مرور",
  confirmPassword: "استعمال كلمة المرور ورمز",
  confirmGo: "تأكيد",
  confirmNone: "دخلتم بطريقة أخرى. اخرجوا ثم ادخلوا من جديد؛ ولا يُسأل شيء بعد ذلك لبضع دقائق.",
};
