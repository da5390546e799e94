/** Sentences around the choice of a language. Each language is named in itself. */
export const languageEn = {
  languageOf: "Language",
  languageChoose: (name: string) => `Language: ${name}`,
  languageChosen: "Everything here is in English now.",
  languageFailed: "This language could not be loaded. Check the connection and try again.",
};
