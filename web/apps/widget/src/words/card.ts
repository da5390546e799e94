/** What stands on the card of somebody who answers, in every language; part of that chunk. */

const en = {
  title: "Name card",
  signed: (organisation: string) => `${organisation} has signed that this is one of its people.`,
  checked: "This device has checked that itself, without believing our server.",
  compare: "Compare this code",
  where: (name: string) => `${name} finds it under “My code” in the menu with their name.`,
  same: "It matches",
  other: "It does not",
  is: (name: string) => `Then ${name} is who answers you.`,
  isNot: (organisation: string) =>
    `Then somebody else may be writing. Write nothing secret here, and call ${organisation} at a number that you know.`,
  never: (name: string) => `${name} never asks for your password, your PIN or a code from a text message.`,
};
export type CardWords = typeof en;

const de: CardWords = {
  title: "Visitenkarte",
  signed: (organisation) => `${organisation} hat unterschrieben, dass diese Person dazugehört.`,
  checked: "Dieses Gerät hat das selbst geprüft, ohne unserem Server zu glauben.",
  compare: "Diesen Code vergleichen",
  where: (name) => `${name} findet ihn unter „Mein Code“ im Menü mit dem eigenen Namen.`,
  same: "Er stimmt überein",
  other: "Er ist ein anderer",
  is: (name) => `Dann antwortet Ihnen wirklich ${name}.`,
  isNot: (organisation) =>
    `Dann schreibt vielleicht jemand anders. Schreiben Sie hier nichts Geheimes, und rufen Sie ${organisation} unter einer Nummer an, die Sie kennen.`,
  never: (name) => `${name} fragt nie nach Ihrem Passwort, Ihrer PIN oder einem Code aus einer SMS.`,
};

const es: CardWords = {
  title: "Tarjeta",
  signed: (organisation) => `${organisation} ha firmado que esta persona es de los suyos.`,
  checked: "Este dispositivo lo ha comprobado por sí mismo, sin creer a nuestro servidor.",
  compare: "Compare este código",
  where: (name) => `${name} lo encuentra en «Mi código», en el menú con su nombre.`,
  same: "Coincide",
  other: "No coincide",
  is: (name) => `Entonces quien le responde es ${name}.`,
  isNot: (organisation) =>
    `Entonces puede que escriba otra persona. No escriba aquí nada secreto y llame a ${organisation} a un número que conozca.`,
  never: (name) => `${name} nunca le pide la contraseña, el PIN ni un código de un SMS.`,
};

const fr: CardWords = {
  title: "Carte de visite",
  signed: (organisation) => `${organisation} a signé que cette personne est des siens.`,
  checked: "Cet appareil l’a vérifié lui-même, sans croire notre serveur.",
  compare: "Comparez ce code",
  where: (name) => `${name} le trouve sous « Mon code », dans le menu à son nom.`,
  same: "Il correspond",
  other: "Il ne correspond pas",
  is: (name) => `C’est donc bien ${name} qui vous répond.`,
  isNot: (organisation) =>
    `Alors quelqu’un d’autre écrit peut-être. N’écrivez ici rien de secret, et appelez ${organisation} à un numéro que vous connaissez.`,
  never: (name) => `${name} ne demande jamais votre mot de passe, votre code PIN ni un code reçu par SMS.`,
};

const ar: CardWords = {
  title: "بطاقة تعريف",
  signed: (organisation) => `وقّعت ${organisation} على أن هذا الشخص منها.`,
  checked: "تحقق هذا الجهاز من ذلك بنفسه، دون أن يصدق خادمنا.",
  compare: "قارن هذا الرمز",
  where: (name) => `يجده ${name} تحت «رمزي» في القائمة التي تحمل اسمه.`,
  same: "متطابق",
  other: "غير متطابق",
  is: (name) => `إذن من يجيبك هو ${name}.`,
  isNot: (organisation) =>
    `إذن قد يكون الكاتب شخصًا آخر. لا تكتب هنا شيئًا سريًا، واتصل بـ ${organisation} على رقم تعرفه.`,
  never: (name) => `لا يسألك ${name} أبدًا عن كلمة السر أو الرقم السري أو رمز من رسالة نصية.`,
};

const all: Readonly<Record<string, CardWords>> = { en, de, es, fr, ar };
export const cardWords = (language: string): CardWords => all[language.split("-")[0]!] ?? en;
