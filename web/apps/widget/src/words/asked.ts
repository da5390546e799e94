/** What is said where a team asks who a customer is, in every language; part of that chunk. */

const en = {
  emailTitle: "Is this address yours?",
  emailText: (team: string) =>
    `${team} answers once it knows. We send you a code. The team sees the address; what you write stays sealed.`,
  email: "Your email address",
  send: "Send me a code",
  sent: "A code is on its way to",
  lasts: "It works once, for ten minutes. Look among unwanted mail, too.",
  code: "Code",
  check: "Check",
  again: "Send another code",
  againSoon: "Another code: in half a minute",
  other: "Another address",
  elsewhere: (begin: string) =>
    `Have you written to this team from another device? A code by email does not bring that here. Only that device can: open its menu and choose “${begin}”. Nobody of the team is needed, so it works at night, too.`,
  siteTitle: "Please sign in on the website first",
  siteText: (team: string) =>
    `${team} answers only customers who are signed in there. What you have written stays here.`,
  siteDone: "I have signed in",
  question: (name: string) => `${name} asks you to show that it is you`,
  questionWhy:
    "So that nobody gets your answers on a device that was left open. What you showed earlier does not count for this.",
  questionEmail: "We send a code to your address. The team sees the address; what you write stays sealed.",
  confirmEmail: "Confirm by email",
  questionSite: "The website you are on tells the team who is signed in there.",
  confirmSite: "Confirm with the website",
  notNow: "Not now",
  declined: "You said: not now. You can still confirm.",
  shown: "You showed that it is you. The team sees it.",
  over: "This question is over. Write to the team if you want to be asked again.",
  cannot: "This chat cannot show what is asked for. Write to the team.",
};
export type AskedWords = typeof en;

const de: AskedWords = {
  emailTitle: "Gehört diese Adresse Ihnen?",
  emailText: (team) =>
    `${team} antwortet, sobald das klar ist. Wir senden Ihnen einen Code. Das Team sieht die Adresse; was Sie schreiben, bleibt versiegelt.`,
  email: "Ihre E-Mail-Adresse",
  send: "Code senden",
  sent: "Ein Code ist unterwegs an",
  lasts: "Er gilt einmal, zehn Minuten lang. Sehen Sie auch bei unerwünschter Post nach.",
  code: "Code",
  check: "Prüfen",
  again: "Noch einen Code senden",
  againSoon: "Noch ein Code: in einer halben Minute",
  other: "Andere Adresse",
  elsewhere: (begin) =>
    `Haben Sie diesem Team schon auf einem anderen Gerät geschrieben? Ein Code per E-Mail holt das nicht hierher. Das kann nur jenes Gerät: Öffnen Sie dort das Menü und wählen Sie „${begin}“. Niemand vom Team muss dabei sein, es geht also auch nachts.`,
  siteTitle: "Bitte melden Sie sich zuerst auf der Website an",
  siteText: (team) =>
    `${team} antwortet nur, wenn Sie dort angemeldet sind. Was Sie geschrieben haben, bleibt hier.`,
  siteDone: "Ich bin angemeldet",
  question: (name) => `${name} bittet Sie zu zeigen, dass Sie es sind`,
  questionWhy:
    "Damit niemand Ihre Antworten bekommt, wenn ein Gerät offen liegen blieb. Was Sie früher gezeigt haben, zählt hierfür nicht.",
  questionEmail:
    "Wir senden einen Code an Ihre Adresse. Das Team sieht die Adresse; was Sie schreiben, bleibt versiegelt.",
  confirmEmail: "Per E-Mail bestätigen",
  questionSite: "Die Website, auf der Sie sind, sagt dem Team, wer dort angemeldet ist.",
  confirmSite: "Mit der Website bestätigen",
  notNow: "Jetzt nicht",
  declined: "Sie haben gesagt: jetzt nicht. Sie können es noch bestätigen.",
  shown: "Sie haben gezeigt, dass Sie es sind. Das Team sieht es.",
  over: "Diese Frage ist vorbei. Schreiben Sie dem Team, wenn Sie noch einmal gefragt werden möchten.",
  cannot: "Dieser Chat kann nicht zeigen, wonach gefragt wird. Schreiben Sie dem Team.",
};

const es: AskedWords = {
  emailTitle: "¿Es suya esta dirección?",
  emailText: (team) =>
    `${team} responde cuando lo sabe. Le enviamos un código. El equipo ve la dirección; lo que usted escribe sigue sellado.`,
  email: "Su dirección de correo",
  send: "Enviarme un código",
  sent: "Va un código de camino a",
  lasts: "Sirve una vez, durante diez minutos. Mire también en el correo no deseado.",
  code: "Código",
  check: "Comprobar",
  again: "Enviar otro código",
  againSoon: "Otro código: en medio minuto",
  other: "Otra dirección",
  elsewhere: (begin) =>
    `¿Ha escrito a este equipo desde otro dispositivo? Un código por correo no lo trae aquí. Solo puede ese dispositivo: abra su menú y elija «${begin}». No hace falta nadie del equipo, así que también funciona de noche.`,
  siteTitle: "Inicie sesión primero en el sitio web",
  siteText: (team) =>
    `${team} responde solo a clientes que han iniciado sesión allí. Lo que ha escrito se queda aquí.`,
  siteDone: "Ya he iniciado sesión",
  question: (name) => `${name} le pide que demuestre que es usted`,
  questionWhy:
    "Para que nadie reciba sus respuestas en un dispositivo que quedó abierto. Lo que demostró antes no cuenta para esto.",
  questionEmail:
    "Enviamos un código a su dirección. El equipo ve la dirección; lo que usted escribe sigue sellado.",
  confirmEmail: "Confirmar por correo",
  questionSite: "El sitio web en el que está le dice al equipo quién ha iniciado sesión.",
  confirmSite: "Confirmar con el sitio web",
  notNow: "Ahora no",
  declined: "Usted dijo: ahora no. Todavía puede confirmarlo.",
  shown: "Ha demostrado que es usted. El equipo lo ve.",
  over: "Esta pregunta ya no vale. Escriba al equipo si quiere que se la hagan otra vez.",
  cannot: "Este chat no puede demostrar lo que se pide. Escriba al equipo.",
};

const fr: AskedWords = {
  emailTitle: "Cette adresse est-elle la vôtre ?",
  emailText: (team) =>
    `${team} répond dès que c’est clair. Nous vous envoyons un code. L’équipe voit l’adresse ; ce que vous écrivez reste scellé.`,
  email: "Votre adresse e-mail",
  send: "M’envoyer un code",
  sent: "Un code est en route vers",
  lasts: "Il sert une fois, pendant dix minutes. Regardez aussi dans les indésirables.",
  code: "Code",
  check: "Vérifier",
  again: "Envoyer un autre code",
  againSoon: "Un autre code : dans une demi-minute",
  other: "Une autre adresse",
  elsewhere: (begin) =>
    `Avez-vous écrit à cette équipe depuis un autre appareil ? Un code par e-mail ne l’apporte pas ici. Seul cet appareil le peut : ouvrez-y le menu et choisissez « ${begin} ». Personne de l’équipe n’est nécessaire : cela marche aussi la nuit.`,
  siteTitle: "Connectez-vous d’abord sur le site",
  siteText: (team) =>
    `${team} ne répond qu’aux clients qui y sont connectés. Ce que vous avez écrit reste ici.`,
  siteDone: "Je suis connecté",
  question: (name) => `${name} vous demande de montrer que c’est bien vous`,
  questionWhy:
    "Pour que personne ne reçoive vos réponses sur un appareil resté ouvert. Ce que vous avez montré avant ne compte pas ici.",
  questionEmail:
    "Nous envoyons un code à votre adresse. L’équipe voit l’adresse ; ce que vous écrivez reste scellé.",
  confirmEmail: "Confirmer par e-mail",
  questionSite: "Le site où vous êtes dit à l’équipe qui y est connecté.",
  confirmSite: "Confirmer avec le site",
  notNow: "Pas maintenant",
  declined: "Vous avez dit : pas maintenant. Vous pouvez encore confirmer.",
  shown: "Vous avez montré que c’est bien vous. L’équipe le voit.",
  over: "Cette question n’est plus valable. Écrivez à l’équipe pour qu’elle vous la pose à nouveau.",
  cannot: "Ce chat ne peut pas montrer ce qui est demandé. Écrivez à l’équipe.",
};

const ar: AskedWords = {
  emailTitle: "هل هذا العنوان لك؟",
  emailText: (team) =>
    `يجيب ${team} متى تأكد من ذلك. نرسل إليك رمزًا. يرى الفريق العنوان، أما ما تكتبه فيبقى مختومًا.`,
  email: "عنوان بريدك",
  send: "أرسلوا إليّ رمزًا",
  sent: "رمز في طريقه إلى",
  lasts: "يعمل مرة واحدة لمدة عشر دقائق. انظر أيضًا في البريد غير المرغوب.",
  code: "الرمز",
  check: "تحقق",
  again: "إرسال رمز آخر",
  againSoon: "رمز آخر: بعد نصف دقيقة",
  other: "عنوان آخر",
  elsewhere: (begin) =>
    `هل كتبت إلى هذا الفريق من جهاز آخر؟ الرمز المرسل بالبريد لا يجلب ذلك إلى هنا. ذلك الجهاز وحده يستطيع: افتح القائمة فيه واختر «${begin}». لا حاجة إلى أحد من الفريق، فهذا يعمل ليلًا أيضًا.`,
  siteTitle: "سجّل الدخول إلى الموقع أولًا",
  siteText: (team) => `لا يجيب ${team} إلا من سجّل الدخول هناك. يبقى ما كتبته هنا.`,
  siteDone: "سجّلت الدخول",
  question: (name) => `يطلب منك ${name} أن تُثبت أنك أنت`,
  questionWhy: "حتى لا يحصل أحد على إجاباتك من جهاز تُرك مفتوحًا. ما أثبتّه من قبل لا يُحتسب هنا.",
  questionEmail: "نرسل رمزًا إلى عنوانك. يرى الفريق العنوان، ويبقى ما تكتبه مختومًا.",
  confirmEmail: "التأكيد بالبريد",
  questionSite: "يخبر الموقع الذي أنت فيه الفريق بمن سجّل الدخول هناك.",
  confirmSite: "التأكيد عبر الموقع",
  notNow: "ليس الآن",
  declined: "قلت: ليس الآن. ما زال بإمكانك التأكيد.",
  shown: "أثبتّ أنك أنت. يرى الفريق ذلك.",
  over: "انتهى وقت هذا الطلب. اكتب إلى الفريق إن أردت أن يُطلب منك مرة أخرى.",
  cannot: "لا تستطيع هذه المحادثة إثبات المطلوب. اكتب إلى الفريق.",
};

export const allAskedWords: Readonly<Record<string, AskedWords>> = { en, de, es, fr, ar };
export const askedWords = (language: string): AskedWords => allAskedWords[language.split("-")[0]!] ?? en;
