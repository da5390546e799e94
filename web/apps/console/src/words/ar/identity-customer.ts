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
};
