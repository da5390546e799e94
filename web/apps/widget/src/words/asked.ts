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
};

export const allAskedWords: Readonly<Record<string, AskedWords>> = { en, de, es, fr, ar };
export const askedWords = (language: string): AskedWords => allAskedWords[language.split("-")[0]!] ?? en;
