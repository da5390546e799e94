import type { addressesEn } from "../identity-addresses.en.ts";

export const addressesAr: typeof addressesEn = {
  addresses: {
    title: "عناوين البريد",
    text: "يدخل الناس بعنوان عملهم لا بعنوانهم الشخصي. يبقى الصندوق الشخصي لصاحبه حين يغادر، ولا يرى أحد هنا أن أحدًا اخترقه.",
    saved: "حُفظت عناوين البريد",
    domains: "نطاقاتكم",
    domainsHint: "كما تأتي بعد @، وبينها مسافات. ويشمل النطاق كل ما تحته.",
    personal: "عناوين لدى مزودي البريد الشخصي",
    personalHint: "مثل Gmail أو GMX. القائمة جزء من هذا البرنامج.",
    outside: "عناوين أخرى",
    outsideHint: "ليست من نطاقاتكم، متى ذكرتم نطاقًا.",
    rules: {
      allow: "السماح",
      warn: "السماح مع التنبيه",
      refuse: "الرفض للجدد",
    },
  },
};
