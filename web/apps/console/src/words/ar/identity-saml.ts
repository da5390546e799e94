import type { samlEn } from "../identity-saml.en.ts";

export const samlAr: typeof samlEn = {
  saml: {
    kind: "كيف يتحدث",
    openid: "OpenID Connect",
    saml2: "SAML 2.0",
    kindHint: "OpenID Connect إن كان المزوّد يقدّمه، وإلا فـ SAML 2.0.",
    giveMetadata: "أعط المزوّد هذا العنوان بوصفه metadata وentity id:",
    giveReturn: "إن طلب عنوان ACS أو عنوان الرد فهو هذا:",
    metadata: "بيانات المزوّد الوصفية (metadata)",
    metadataHint: "الصق نص XML الذي يقدّمه، وأعد ذلك عندما يغيّر مفاتيحه.",
    severalHint:
      "ما يقوله المزوّد في AuthnContextClassRef عندما يكون قد تحقق بنفسه من عاملين. مع كلمة كهذه لا يُطلب هنا شيء آخر. اتركه فارغًا إن لم تكن متأكدًا.",
  },
};
