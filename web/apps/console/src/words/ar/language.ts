/** The choice of a language, in Arabic. */
import type { languageEn } from "../language.en.ts";

export const languageAr: typeof languageEn = {
  languageOf: "اللغة",
  languageChoose: (name) => `اللغة: ${name}`,
  languageChosen: "أصبح كل شيء هنا بالعربية.",
  languageFailed: "تعذّر تحميل هذه اللغة. تحققوا من الاتصال ثم حاولوا مرة أخرى.",
};
