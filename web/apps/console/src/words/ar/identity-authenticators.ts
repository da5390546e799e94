import type { authenticatorsEn } from "../identity-authenticators.en.ts";

export const authenticatorsAr: typeof authenticatorsEn = {
  authenticators: {
    title: "أجهزة مفاتيح المرور",
    text: "من يريد مفاتيح أمان أو برامج معينة فقط لمفاتيح المرور الجديدة يذكرها هنا. الجهاز يقول بنفسه ما هو: هذا يمنع الاختيار الخاطئ لا من يكذب.",
    list: "الأجهزة المقبولة",
    hint: "معرّفات AAGUID وبينها مسافات. فارغ: الكل. تبقى المفاتيح الموجودة صالحة ويُنبَّه إليها أعلاه.",
    saved: "حُفظت الأجهزة",
  },
};
