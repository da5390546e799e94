package mail

// footer stands under each letter.
const footer Kind = "footer"

// letters are what is said, by language and kind. No letter repeats what somebody
// wrote, and none has a link that lets anybody in.
var letters = map[string]map[Kind]words{
	"en": {
		Answer:       {"{org}: there is an answer for you", "There is an answer to what you asked {org}.\n\nThe answer is not in this email, so that nobody else reads it. Open the chat where you asked, in the same browser."},
		CodeLetter:   {"{org}: your code", "Your code is {code}\n\nIt works once, for ten minutes. Type it only on the page where you asked for it. Nobody from {org} will ask you for it.\n\nYou did not ask for a code? Then you need do nothing."},
		NewBrowser:   {"{org}: a new browser signed in to your account", "A browser that was not used before has signed in to your account at the desk of {org}.\n\nThat was you? Then you need do nothing. If not: sign in at {desk}, end that session under \"My account\", change your ways in, and tell an owner at once."},
		WaysChanged:  {"{org}: a way into your account was changed", "A way to sign in to your account at the desk of {org} was added, changed or removed.\n\nThat was you? Then you need do nothing. If not: sign in at {desk}, look at \"My account\", and tell an owner at once."},
		RecoveryUsed: {"{org}: your recovery code was used", "The recovery code of your account at the desk of {org} was used.\n\nThat was you? Make a new code and keep it safe. If not: tell an owner at once, so that they shut the account."},
		SessionEnded: {"{org}: your sessions were ended", "An owner has ended all sessions of your account at the desk of {org}.\n\nYou can sign in again at {desk}. If you do not know why, ask an owner."},
		NewKeysBegun: {"{org}: new keys for your account", "An owner or admin of {org} began new keys for your account, because everything that opened the old ones is lost. Your sessions are over, and the old keys open nothing new.\n\nDid you ask for that? Then they hand you a link themselves; it is never in an email. If not: call an owner of {org} at once."},
		NewKeysMade:  {"{org}: your account has new keys", "Your account at the desk of {org} has new keys now, and everything that opened the old one is void.\n\nThat was you? Then there is nothing to do. If not: call an owner of {org} at once, so that they shut the account."},
		Findings:     {"{org}: look at how people sign in", "The desk of {org} has looked at itself, as it does every day, and found something new that weakens sign-in, or soon will.\n\nWhat it is, and how to mend it, stands at {desk} under \"Sign-in rules\". Whoever runs the server sees the same with \"sealdesk doctor auth\"."},
		Trial:        {"{org}: mail works", "Somebody at {org} has sent this test from their desk. It arrived.\n\nNothing is to be done."},
		footer:       {"", "This email was written by a program. Answers to it are not read."},
	},
	"de": {
		Answer:       {"{org}: Sie haben eine Antwort", "Es gibt eine Antwort auf Ihre Frage an {org}.\n\nDie Antwort steht nicht in dieser E-Mail, damit niemand sonst sie liest. Öffnen Sie den Chat dort, wo Sie gefragt haben, im selben Browser."},
		CodeLetter:   {"{org}: Ihr Code", "Ihr Code ist {code}\n\nEr gilt einmal, zehn Minuten lang. Geben Sie ihn nur auf der Seite ein, auf der Sie ihn angefordert haben. Niemand von {org} fragt Sie danach.\n\nSie haben keinen Code angefordert? Dann müssen Sie nichts tun."},
		NewBrowser:   {"{org}: Ein neuer Browser hat sich in Ihrem Konto angemeldet", "Ein Browser, der bisher nicht benutzt wurde, hat sich in Ihrem Konto bei {org} angemeldet.\n\nWaren Sie das? Dann müssen Sie nichts tun. Wenn nicht: Melden Sie sich auf {desk} an, beenden Sie diese Sitzung unter „Mein Konto“, ändern Sie Ihre Zugänge und sagen Sie sofort einem Inhaber Bescheid."},
		WaysChanged:  {"{org}: Ein Zugang zu Ihrem Konto wurde geändert", "Ein Zugang zu Ihrem Konto bei {org} wurde hinzugefügt, geändert oder entfernt.\n\nWaren Sie das? Dann müssen Sie nichts tun. Wenn nicht: Melden Sie sich auf {desk} an, sehen Sie unter „Mein Konto“ nach und sagen Sie sofort einem Inhaber Bescheid."},
		RecoveryUsed: {"{org}: Ihr Wiederherstellungscode wurde benutzt", "Der Wiederherstellungscode Ihres Kontos bei {org} wurde benutzt.\n\nWaren Sie das? Machen Sie einen neuen Code und verwahren Sie ihn sicher. Wenn nicht: Sagen Sie sofort einem Inhaber Bescheid, damit er das Konto sperrt."},
		SessionEnded: {"{org}: Ihre Sitzungen wurden beendet", "Ein Inhaber hat alle Sitzungen Ihres Kontos bei {org} beendet.\n\nSie können sich auf {desk} wieder anmelden. Wenn Sie nicht wissen, warum, fragen Sie einen Inhaber."},
		NewKeysBegun: {"{org}: neue Schlüssel für Ihr Konto", "Ein Inhaber oder Admin von {org} hat neue Schlüssel für Ihr Konto begonnen, weil alles verloren ist, was die alten öffnet. Ihre Sitzungen sind beendet, und die alten Schlüssel öffnen nichts Neues mehr.\n\nHaben Sie darum gebeten? Dann bekommen Sie von dort einen Link, nie per E-Mail. Wenn nicht: Rufen Sie sofort einen Inhaber von {org} an."},
		NewKeysMade:  {"{org}: Ihr Konto hat neue Schlüssel", "Ihr Konto bei {org} hat jetzt neue Schlüssel. Was das alte öffnete, gilt nicht mehr.\n\nWaren Sie das? Dann ist nichts zu tun. Wenn nicht: Rufen Sie sofort einen Inhaber von {org} an, damit er das Konto sperrt."},
		Findings:     {"{org}: Bitte sehen Sie sich die Anmeldung an", "Der Arbeitsplatz von {org} hat sich wie jeden Tag selbst geprüft und etwas Neues gefunden, das die Anmeldung schwächt oder bald schwächen wird.\n\nWas es ist und wie man es behebt, steht auf {desk} unter „Anmelderegeln“. Wer den Server betreibt, sieht dasselbe mit „sealdesk doctor auth“."},
		Trial:        {"{org}: E-Mail funktioniert", "Jemand bei {org} hat diesen Test verschickt. Er ist angekommen.\n\nSie müssen nichts tun."},
		footer:       {"", "Diese E-Mail hat ein Programm geschrieben. Antworten darauf liest niemand."},
	},
	"es": {
		Answer:       {"{org}: tiene una respuesta", "Hay una respuesta a lo que preguntó a {org}.\n\nLa respuesta no está en este correo, para que nadie más la lea. Abra el chat donde preguntó, en el mismo navegador."},
		CodeLetter:   {"{org}: su código", "Su código es {code}\n\nSirve una vez, durante diez minutos. Escríbalo solo en la página donde lo pidió. Nadie de {org} se lo pedirá.\n\n¿No pidió ningún código? Entonces no tiene que hacer nada."},
		NewBrowser:   {"{org}: un navegador nuevo entró en su cuenta", "Un navegador que no se había usado antes ha entrado en su cuenta de {org}.\n\n¿Era usted? Entonces no tiene que hacer nada. Si no: entre en {desk}, cierre esa sesión en «Mi cuenta», cambie sus formas de entrar y avise enseguida a un propietario."},
		WaysChanged:  {"{org}: cambió una forma de entrar en su cuenta", "Se añadió, cambió o quitó una forma de entrar en su cuenta de {org}.\n\n¿Era usted? Entonces no tiene que hacer nada. Si no: entre en {desk}, mire «Mi cuenta» y avise enseguida a un propietario."},
		RecoveryUsed: {"{org}: se usó su código de recuperación", "Se usó el código de recuperación de su cuenta de {org}.\n\n¿Era usted? Cree un código nuevo y guárdelo bien. Si no: avise enseguida a un propietario para que bloquee la cuenta."},
		SessionEnded: {"{org}: se cerraron sus sesiones", "Un propietario ha cerrado todas las sesiones de su cuenta de {org}.\n\nPuede volver a entrar en {desk}. Si no sabe por qué, pregunte a un propietario."},
		NewKeysBegun: {"{org}: claves nuevas para su cuenta", "Un propietario o administrador de {org} ha iniciado claves nuevas para su cuenta, porque se perdió todo lo que abría las antiguas. Sus sesiones han terminado y las claves antiguas ya no abren nada nuevo.\n\n¿Lo pidió usted? Entonces le darán un enlace en persona; nunca llega por correo. Si no: llame enseguida a un propietario de {org}."},
		NewKeysMade:  {"{org}: su cuenta tiene claves nuevas", "Su cuenta de {org} tiene ahora claves nuevas. Lo que abría la anterior ya no vale.\n\n¿Era usted? Entonces no hay nada que hacer. Si no: llame enseguida a un propietario de {org} para que bloquee la cuenta."},
		Findings:     {"{org}: mire cómo entra la gente", "El puesto de {org} se ha revisado, como cada día, y ha encontrado algo nuevo que debilita el inicio de sesión, o lo hará pronto.\n\nQué es y cómo arreglarlo está en {desk}, en «Reglas de acceso». Quien lleva el servidor ve lo mismo con «sealdesk doctor auth»."},
		Trial:        {"{org}: el correo funciona", "Alguien de {org} ha enviado esta prueba. Ha llegado.\n\nNo hay que hacer nada."},
		footer:       {"", "Este correo lo escribió un programa. Nadie lee las respuestas."},
	},
	"fr": {
		Answer:       {"{org} : vous avez une réponse", "Il y a une réponse à votre question à {org}.\n\nLa réponse n’est pas dans cet e-mail, pour que personne d’autre ne la lise. Ouvrez le chat là où vous avez écrit, dans le même navigateur."},
		CodeLetter:   {"{org} : votre code", "Votre code est {code}\n\nIl sert une fois, pendant dix minutes. Ne le saisissez que sur la page où vous l’avez demandé. Personne de {org} ne vous le demandera.\n\nVous n’avez pas demandé de code ? Alors vous n’avez rien à faire."},
		NewBrowser:   {"{org} : un nouveau navigateur s’est connecté à votre compte", "Un navigateur encore jamais utilisé s’est connecté à votre compte chez {org}.\n\nC’était vous ? Alors vous n’avez rien à faire. Sinon : connectez-vous sur {desk}, fermez cette session dans « Mon compte », changez vos moyens d’accès et prévenez tout de suite un propriétaire."},
		WaysChanged:  {"{org} : un accès à votre compte a changé", "Un moyen d’accès à votre compte chez {org} a été ajouté, changé ou retiré.\n\nC’était vous ? Alors vous n’avez rien à faire. Sinon : connectez-vous sur {desk}, regardez « Mon compte » et prévenez tout de suite un propriétaire."},
		RecoveryUsed: {"{org} : votre code de récupération a servi", "Le code de récupération de votre compte chez {org} a été utilisé.\n\nC’était vous ? Créez un nouveau code et gardez-le en lieu sûr. Sinon : prévenez tout de suite un propriétaire pour qu’il bloque le compte."},
		SessionEnded: {"{org} : vos sessions ont été fermées", "Un propriétaire a fermé toutes les sessions de votre compte chez {org}.\n\nVous pouvez vous reconnecter sur {desk}. Si vous ne savez pas pourquoi, demandez à un propriétaire."},
		NewKeysBegun: {"{org} : de nouvelles clés pour votre compte", "Un propriétaire ou administrateur de {org} a lancé de nouvelles clés pour votre compte, parce que tout ce qui ouvrait les anciennes est perdu. Vos sessions sont fermées, et les anciennes clés n’ouvrent plus rien de nouveau.\n\nVous l’avez demandé ? Alors on vous remettra un lien en main propre, jamais par e-mail. Sinon : appelez tout de suite un propriétaire de {org}."},
		NewKeysMade:  {"{org} : votre compte a de nouvelles clés", "Votre compte chez {org} a maintenant de nouvelles clés. Ce qui ouvrait l’ancien ne vaut plus.\n\nC’était vous ? Alors vous n’avez rien à faire. Sinon : appelez tout de suite un propriétaire de {org} pour qu’il bloque le compte."},
		Findings:     {"{org} : regardez comment on se connecte", "Le poste de {org} s’est examiné, comme chaque jour, et a trouvé quelque chose de nouveau qui affaiblit la connexion, ou le fera bientôt.\n\nCe que c’est et comment y remédier se trouve sur {desk}, sous « Règles de connexion ». Qui gère le serveur voit la même chose avec « sealdesk doctor auth »."},
		Trial:        {"{org} : l’e-mail fonctionne", "Quelqu’un de {org} a envoyé cet essai. Il est arrivé.\n\nIl n’y a rien à faire."},
		footer:       {"", "Cet e-mail a été écrit par un programme. Les réponses ne sont pas lues."},
	},
	"ar": {
		Answer:       {"{org}: لديك رد", "هناك رد على سؤالك إلى {org}.\n\nالرد ليس في هذه الرسالة، كي لا يقرأه غيرك. افتح المحادثة حيث سألت، في المتصفح نفسه."},
		CodeLetter:   {"{org}: رمزك", "رمزك هو {code}\n\nيصلح مرة واحدة، لعشر دقائق. اكتبه فقط في الصفحة التي طلبته منها. لن يسألك عنه أحد من {org}.\n\nلم تطلب رمزًا؟ إذن لا يلزمك شيء."},
		NewBrowser:   {"{org}: متصفح جديد دخل إلى حسابك", "دخل إلى حسابك لدى {org} متصفح لم يُستخدم من قبل.\n\nهل كنت أنت؟ إذن لا يلزمك شيء. وإلا: سجّل الدخول في {desk}، وأنهِ تلك الجلسة في «حسابي»، وغيّر طرق دخولك، وأخبر أحد المالكين فورًا."},
		WaysChanged:  {"{org}: تغيّرت طريقة دخول إلى حسابك", "أُضيفت طريقة دخول إلى حسابك لدى {org} أو غُيّرت أو أُزيلت.\n\nهل كنت أنت؟ إذن لا يلزمك شيء. وإلا: سجّل الدخول في {desk}، وانظر في «حسابي»، وأخبر أحد المالكين فورًا."},
		RecoveryUsed: {"{org}: استُخدم رمز الاسترداد", "استُخدم رمز استرداد حسابك لدى {org}.\n\nهل كنت أنت؟ أنشئ رمزًا جديدًا واحفظه جيدًا. وإلا: أخبر أحد المالكين فورًا ليوقف الحساب."},
		SessionEnded: {"{org}: أُنهيت جلساتك", "أنهى أحد المالكين جميع جلسات حسابك لدى {org}.\n\nيمكنك الدخول من جديد في {desk}. إن كنت لا تعرف السبب فاسأل أحد المالكين."},
		NewKeysBegun: {"{org}: مفاتيح جديدة لحسابك", "بدأ أحد المالكين أو المشرفين في {org} إنشاء مفاتيح جديدة لحسابك، لأن كل ما يفتح المفاتيح القديمة قد فُقد. انتهت جلساتك، والمفاتيح القديمة لا تفتح شيئًا جديدًا.\n\nهل طلبت ذلك؟ إذن سيسلّمونك رابطًا بأنفسهم، ولا يأتي بالبريد أبدًا. وإلا: اتصل فورًا بأحد مالكي {org}."},
		NewKeysMade:  {"{org}: لحسابك مفاتيح جديدة", "لحسابك لدى {org} الآن مفاتيح جديدة، وما كان يفتح الحساب القديم لم يعد صالحًا.\n\nهل كنت أنت؟ إذن لا يلزمك شيء. وإلا: اتصل فورًا بأحد مالكي {org} ليوقف الحساب."},
		Findings:     {"{org}: انظروا كيف يدخل الناس", "فحص مكتب {org} نفسه كما يفعل كل يوم، ووجد شيئًا جديدًا يضعف الدخول أو سيضعفه قريبًا.\n\nما هو وكيف يُصلح: في {desk} تحت «قواعد الدخول». ومن يدير الخادم يرى الشيء نفسه بالأمر sealdesk doctor auth."},
		Trial:        {"{org}: البريد يعمل", "أرسل شخص في {org} هذا الاختبار، وقد وصل.\n\nلا يلزمك شيء."},
		footer:       {"", "كتب هذه الرسالة برنامج، ولا يقرأ أحد الردود عليها."},
	},
}
