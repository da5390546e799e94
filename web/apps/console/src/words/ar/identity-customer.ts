import type { customerProofEn } from "../identity-customer.en.ts";

export const customerProofAr: typeof customerProofEn = {
  proofs: "من هو",
  checked: {
    email: {
      title: "تم التحقق من البريد الإلكتروني",
      text: "عاد رمز أُرسل إلى العنوان، وتحقق منه خادم هذا المكتب.",
    },
    website: { title: "مسجّل الدخول في موقعكم", text: "ضمِنه موقعكم، وتحقق من ذلك خادم هذا المكتب." },
  },
  proof: {
    email: (address: string) => address,
    website: (site: string, customer: string) => `العميل ${customer} في ${site}`,
  },
  ask: {
    act: "السؤال عن الهوية",
    title: (who) => `اطلب من ${who} إثبات هويته`,
    text: "تظهر بطاقة في المحادثة تطلب ذلك. ما أُثبت من قبل لا يُحتسب: يُصنع الإثبات من جديد لهذا السؤال، ويبقى السؤال يومًا واحدًا.",
    how: "يُثبتها بـ",
    email: "رمز يُرسل إلى بريده",
    website: "تسجيل الدخول إلى موقعكم",
    none: "لا يستطيع العملاء إثبات هويتهم هنا بعد. يمكن لمالك إعداد البريد، أو مفتاح موقعكم ضمن العملاء.",
    reason: "السبب بكلماتك (سيقرؤه)",
    reasonHint: "للحديث عن بطاقتك، يرجى تأكيد أنك أنت.",
    send: "اسأل",
    sent: (who) => `سُئل ${who} عن هويته`,
    open: (by, how) => `سأل ${by} عن الهوية عبر ${how}. لا جواب بعد.`,
    over: (by) => `سأل ${by} عن الهوية. لم يصل جواب في الوقت.`,
    declined: (by) => `سأل ${by} عن الهوية. الجواب: ليس الآن.`,
    shown: (by, who) => `سأل ${by} عن الهوية. أُثبتت: ${who}`,
    levels: { email: "البريد", website: "موقعكم", passkey: "مفتاح مرور" },
  },
};
