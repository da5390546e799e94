/** What is said about going on on another device, in every language; part of that chunk. */

const en = {
  title: "Your other devices",
  begin: "Go on on another device",
  have: "I have a link from another device",
  here: "Go on here",
  link: "Or open this link there",
  picture: "Code to scan with the other device’s camera",
  copy: "Copy the link",
  copied: "Copied",
  cancel: "Cancel",
  paste: "Link from your other device",
  go: "Go on",
  code: "Code",
  same: "Yes, the same",
  other: "No, another one",
  again: "Back",
  others: "Devices that can read your conversations",
  since: (date: string) => `Another device, since ${date}`,
  remove: "Remove",
  keep: "Keep it",
  sure: "It cannot read what is written from now on. What it has, it keeps.",
  said: {
    offered: "You opened a link from another of your devices. Shall your conversations be here, too?",
    shown: "Scan this with your other device. It works once, for ten minutes. Show it to nobody.",
    compare:
      "Does your other device show this same code? If it shows another one, or none, somebody else used your link.",
    waiting: "Compare this code with the one on your first device, and say there that it is the same.",
    adding: "Your conversations are being handed over …",
    added: "Done. Your other device has your conversations now.",
    stopped: "Nothing more is handed over by this link.",
    come: "Done. Your conversations are here.",
  },
};
export type DeviceWords = typeof en;

const de: DeviceWords = {
  title: "Ihre anderen Geräte",
  begin: "Auf einem anderen Gerät weitermachen",
  have: "Ich habe einen Link von einem anderen Gerät",
  here: "Hier weitermachen",
  link: "Oder öffnen Sie dort diesen Link",
  picture: "Code für die Kamera des anderen Geräts",
  copy: "Link kopieren",
  copied: "Kopiert",
  cancel: "Abbrechen",
  paste: "Link von Ihrem anderen Gerät",
  go: "Weiter",
  code: "Code",
  same: "Ja, derselbe",
  other: "Nein, ein anderer",
  again: "Zurück",
  others: "Geräte, die Ihre Gespräche lesen können",
  since: (date) => `Ein anderes Gerät, seit ${date}`,
  remove: "Entfernen",
  keep: "Behalten",
  sure: "Es kann nicht lesen, was ab jetzt geschrieben wird. Was es hat, behält es.",
  said: {
    offered:
      "Sie haben einen Link von einem Ihrer anderen Geräte geöffnet. Sollen Ihre Gespräche auch hier sein?",
    shown:
      "Scannen Sie das mit Ihrem anderen Gerät. Es gilt einmal, zehn Minuten lang. Zeigen Sie es niemandem.",
    compare:
      "Zeigt Ihr anderes Gerät denselben Code? Zeigt es einen anderen oder keinen, hat jemand anders Ihren Link benutzt.",
    waiting:
      "Vergleichen Sie diesen Code mit dem auf Ihrem ersten Gerät, und bestätigen Sie dort, dass es derselbe ist.",
    adding: "Ihre Gespräche werden übergeben …",
    added: "Fertig. Ihr anderes Gerät hat jetzt Ihre Gespräche.",
    stopped: "Mit diesem Link wird nichts mehr übergeben.",
    come: "Fertig. Ihre Gespräche sind hier.",
  },
};

const es: DeviceWords = {
  title: "Sus otros dispositivos",
  begin: "Seguir en otro dispositivo",
  have: "Tengo un enlace de otro dispositivo",
  here: "Seguir aquí",
  link: "O abra allí este enlace",
  picture: "Código para la cámara del otro dispositivo",
  copy: "Copiar el enlace",
  copied: "Copiado",
  cancel: "Cancelar",
  paste: "Enlace de su otro dispositivo",
  go: "Seguir",
  code: "Código",
  same: "Sí, el mismo",
  other: "No, es otro",
  again: "Atrás",
  others: "Dispositivos que pueden leer sus conversaciones",
  since: (date) => `Otro dispositivo, desde ${date}`,
  remove: "Quitar",
  keep: "Conservarlo",
  sure: "No podrá leer lo que se escriba desde ahora. Lo que tiene, lo conserva.",
  said: {
    offered: "Abrió un enlace de otro de sus dispositivos. ¿Quiere tener sus conversaciones también aquí?",
    shown:
      "Escanee esto con su otro dispositivo. Sirve una vez, durante diez minutos. No se lo enseñe a nadie.",
    compare:
      "¿Muestra su otro dispositivo este mismo código? Si muestra otro, o ninguno, otra persona usó su enlace.",
    waiting: "Compare este código con el de su primer dispositivo y confirme allí que es el mismo.",
    adding: "Se están entregando sus conversaciones …",
    added: "Listo. Su otro dispositivo ya tiene sus conversaciones.",
    stopped: "Con este enlace ya no se entrega nada más.",
    come: "Listo. Sus conversaciones están aquí.",
  },
};

const fr: DeviceWords = {
  title: "Vos autres appareils",
  begin: "Continuer sur un autre appareil",
  have: "J’ai un lien d’un autre appareil",
  here: "Continuer ici",
  link: "Ou ouvrez-y ce lien",
  picture: "Code à scanner avec l’autre appareil",
  copy: "Copier le lien",
  copied: "Copié",
  cancel: "Annuler",
  paste: "Lien de votre autre appareil",
  go: "Continuer",
  code: "Code à comparer",
  same: "Oui, le même",
  other: "Non, un autre",
  again: "Retour",
  others: "Appareils qui peuvent lire vos conversations",
  since: (date) => `Un autre appareil, depuis le ${date}`,
  remove: "Retirer",
  keep: "Le garder",
  sure: "Il ne pourra pas lire ce qui sera écrit désormais. Ce qu’il a, il le garde.",
  said: {
    offered:
      "Vous avez ouvert un lien d’un autre de vos appareils. Voulez-vous vos conversations ici aussi ?",
    shown:
      "Scannez ceci avec votre autre appareil. Il sert une fois, pendant dix minutes. Ne le montrez à personne.",
    compare:
      "Votre autre appareil affiche-t-il ce même code ? S’il en affiche un autre, ou aucun, quelqu’un d’autre a utilisé votre lien.",
    waiting: "Comparez ce code avec celui de votre premier appareil, et confirmez-y que c’est le même.",
    adding: "Vos conversations sont en cours de transmission …",
    added: "C’est fait. Votre autre appareil a maintenant vos conversations.",
    stopped: "Plus rien n’est transmis par ce lien.",
    come: "C’est fait. Vos conversations sont ici.",
  },
};

const ar: DeviceWords = {
  title: "أجهزتك الأخرى",
  begin: "المتابعة على جهاز آخر",
  have: "لدي رابط من جهاز آخر",
  here: "المتابعة هنا",
  link: "أو افتح هذا الرابط هناك",
  picture: "رمز تمسحه كاميرا الجهاز الآخر",
  copy: "نسخ الرابط",
  copied: "نُسخ",
  cancel: "إلغاء",
  paste: "رابط من جهازك الآخر",
  go: "متابعة",
  code: "الرمز",
  same: "نعم، هو نفسه",
  other: "لا، رمز آخر",
  again: "رجوع",
  others: "الأجهزة التي تستطيع قراءة محادثاتك",
  since: (date) => `جهاز آخر، منذ ${date}`,
  remove: "إزالة",
  keep: "إبقاؤه",
  sure: "لن يستطيع قراءة ما يُكتب من الآن. وما لديه يبقى لديه.",
  said: {
    offered: "فتحت رابطًا من جهاز آخر من أجهزتك. هل تريد محادثاتك هنا أيضًا؟",
    shown: "امسح هذا بجهازك الآخر. يصلح مرة واحدة لمدة عشر دقائق. لا تُره لأحد.",
    compare: "هل يعرض جهازك الآخر هذا الرمز نفسه؟ إن عرض رمزًا آخر أو لم يعرض شيئًا فقد استخدم شخص آخر رابطك.",
    waiting: "قارن هذا الرمز بالرمز على جهازك الأول، وأكّد هناك أنه هو نفسه.",
    adding: "يجري تسليم محادثاتك …",
    added: "تم. محادثاتك موجودة الآن على جهازك الآخر.",
    stopped: "لن يُسلَّم شيء آخر بهذا الرابط.",
    come: "تم. محادثاتك هنا.",
  },
};

export const allDeviceWords: Readonly<Record<string, DeviceWords>> = { en, de, es, fr, ar };

export const deviceWords = (language: string): DeviceWords =>
  allDeviceWords[language.split("-")[0] ?? ""] ?? en;
