/** What only staff meet, in Arabic. */
import type { Sentences } from "../../failures.ts";

export const staff: Sentences = {
  "There is already a passkey of yours on this device.": "يوجد مفتاح مرور لكم على هذا الجهاز.",
  "Use that one here, and make another on a second device or on a security key.":
    "استخدموه هنا، وأنشئوا آخر على جهاز ثانٍ أو على مفتاح أمان.",
  "The server shows an older copy of your vault than this browser has seen.":
    "يعرض الخادم نسخة من خزنتكم أقدم مما رآه هذا المتصفح.",
  "Do not go on, and tell your security team. If a backup was restored, use a browser that is new here.":
    "لا تتابعوا وأخبروا فريق الأمن. إن استُعيدت نسخة احتياطية فاستخدموا متصفحًا جديدًا هنا.",
  "The server shows other ways to open your keys than the list in your own vault.":
    "يعرض الخادم طرقًا لفتح مفاتيحكم غير التي في خزنتكم.",
  "Nothing was changed. Do not go on, and tell your security team: the server may be tampered with.":
    "لم يتغيّر شيء. لا تتابعوا وأخبروا فريق الأمن: ربما جرى العبث بالخادم.",
  "This vault does not hold the keys by which your organisation knows you.":
    "لا تحوي هذه الخزنة المفاتيح التي تعرفكم بها مؤسستكم.",
  "Do not go on, and tell your security team: the server may be tampered with.":
    "لا تتابعوا وأخبروا فريق الأمن: ربما جرى العبث بالخادم.",
  "This invitation is gone.": "لم تعد هذه الدعوة موجودة.",
  "An organisation keeps at least one owner.": "تحتفظ المؤسسة بمالك واحد على الأقل.",
  "Make somebody else an owner first.": "اجعلوا شخصًا آخر مالكًا أولًا.",
  "This team is gone.": "لم يعد هذا الفريق موجودًا.",
  "A team keeps at least one member who hands out its keys.":
    "يحتفظ الفريق بعضو واحد على الأقل يسلّم مفاتيحه.",
  "Let another member hand them out first.": "دعوا عضوًا آخر يسلّمها أولًا.",
  "The article has no title.": "المقال بلا عنوان.",
  "Write one first.": "اكتبوا عنوانًا أولًا.",
  "A colleague published articles a moment ago.": "نشر زميل مقالات قبل لحظة.",
  "Look at what they changed, then publish yours.": "انظروا فيما غيّره، ثم انشروا مقالاتكم.",
  "Something here does not match its signatures: a message may be missing, changed or from somebody else.":
    "شيء هنا لا يطابق توقيعاته: قد تكون رسالة ناقصة أو معدّلة أو من شخص آخر.",
  "What you see was checked. Nothing is sent from here until the rest can be; tell your security team.":
    "ما ترونه تم التحقق منه. لا يُرسَل شيء من هنا حتى يمكن التحقق من الباقي؛ أخبروا فريق الأمن.",
  "This computer's clock and the signed times of your organisation do not fit together.":
    "ساعة هذا الحاسوب والأوقات الموقّعة لمؤسستكم لا تتوافق.",
  "Set date and time to automatic, then try again. If they are right, tell your security team.":
    "اضبطوا التاريخ والوقت على التلقائي ثم حاولوا مرة أخرى. فإن كانا صحيحين فأخبروا فريق الأمن.",
  "The server showed another conversation.": "عرض الخادم محادثة أخرى.",
  "Tell your security team.": "أخبروا فريق الأمن.",
  "This password is too short.": "كلمة المرور هذه قصيرة جدًا.",
  "Use at least {1} characters: a few words, for example.": "استخدموا {1} حرفًا على الأقل: بضع كلمات مثلًا.",
  "This password is too long.": "كلمة المرور هذه طويلة جدًا.",
  "Use at most {1} characters.": "استخدموا {1} حرفًا على الأكثر.",
  "This password is made of names that others know.": "كلمة المرور هذه مكونة من أسماء يعرفها غيركم.",
  "Leave out your name, your address and the organisation’s name.":
    "لا تستخدموا اسمكم ولا عنوانكم ولا اسم المؤسسة.",
  "This password is one that many people use.": "يستخدم كثيرون كلمة المرور هذه.",
  "Programs that guess try it first. Put a few words together that do not belong together.":
    "تجربها برامج التخمين أولًا. اجمعوا بضع كلمات لا صلة بينها.",
  "This password is easy to guess.": "كلمة المرور هذه سهلة التخمين.",
  "Make it longer: a few words that do not belong together are easy to remember.":
    "اجعلوها أطول: بضع كلمات لا صلة بينها يسهل تذكرها.",
  "This password is known from a theft at some other website.": "كلمة المرور هذه معروفة من سرقة في موقع آخر.",
  "Programs that guess try it first. Choose one that you use nowhere else.":
    "تجربها برامج التخمين أولًا. اختاروا كلمة لا تستخدمونها في أي مكان آخر.",
  "You have had this password before.": "كانت لديكم كلمة المرور هذه من قبل.",
  "Choose a new one: the old one may be known to somebody.": "اختاروا كلمة جديدة: فقد يعرف أحد القديمة.",
  "The password could not be checked.": "تعذر فحص كلمة المرور.",
  "Check the connection and try again.": "تحققوا من الاتصال وحاولوا مرة أخرى.",
  "A password needs an authenticator app beside it.": "تحتاج كلمة المرور إلى تطبيق مصادقة معها.",
  "Scan the code first.": "امسحوا الرمز أولًا.",
  "These are not the six digits that the app should show now.":
    "ليست هذه الأرقام الستة التي ينبغي أن يعرضها التطبيق الآن.",
  "Type the newest ones. If they are refused again, check the clocks of this computer and of the phone.":
    "اكتبوا أحدثها. إن رُفضت مرة أخرى فتحققوا من ساعة هذا الحاسوب وساعة الهاتف.",
  "This passkey signs you in, but cannot unlock your keys.":
    "يسجّل مفتاح المرور هذا دخولكم، لكنه لا يفتح مفاتيحكم.",
  "Use another browser or security key, or choose a password with an authenticator app.":
    "استخدموا متصفحًا أو مفتاح أمان آخر، أو اختاروا كلمة مرور مع تطبيق مصادقة.",
  "You may not change this.": "لا يجوز لكم تغيير هذا.",
  "Ask an owner of your organisation to do it.": "اطلبوا ذلك من أحد مالكي مؤسستكم.",
  "This does not open your keys.": "هذا لا يفتح مفاتيحكم.",
  "Check what you typed, or use another way in.": "تحققوا مما كتبتم، أو ادخلوا بطريقة أخرى.",
  "Try again. If it stays, tell your security team: the server may be wrong or tampered with.":
    "حاولوا مرة أخرى. إن استمر ذلك فأخبروا فريق الأمن: ربما في الخادم خلل أو عبث.",
  "The server did not answer.": "لم يستجب الخادم.",
  "Check your connection. What you wrote is kept here.": "تحققوا من اتصالكم. ما كتبتموه محفوظ هنا.",
  "The passkey was not used.": "لم يُستخدم مفتاح المرور.",
  "Try again, or choose another way in.": "حاولوا مرة أخرى، أو اختاروا طريقة أخرى للدخول.",
  "Reload the page. Nothing that was sent is lost.": "أعيدوا تحميل الصفحة. لم يضِع شيء مما أُرسل.",
  "The server showed another invitation than the one in your link.": "عرض الخادم دعوة غير التي في رابطكم.",
  "Do not go on. Ask the person who invited you, by another way than this website.":
    "لا تتابعوا. اسألوا من دعاكم بطريقة غير هذا الموقع.",
  "Joining is over.": "انتهى الانضمام.",
  "Your name or email is missing.": "اسمكم أو بريدكم الإلكتروني ناقص.",
  "Fill in both.": "املأوا الحقلين.",
  "These are not the last four characters of your recovery code.":
    "ليست هذه آخر أربعة أحرف من رمز الاستعادة.",
  "Look at the sheet you printed or saved: the last group of the recovery code.":
    "انظروا في الورقة التي طبعتموها أو حفظتموها: آخر مجموعة من رمز الاستعادة.",
  "This invitation link is not complete.": "رابط الدعوة هذا غير كامل.",
  "Copy all of it, with the part after the # sign, or ask for a new one.":
    "انسخوه كاملًا مع الجزء الذي بعد علامة #، أو اطلبوا رابطًا جديدًا.",
  "This request is gone.": "لم يعد هذا الطلب موجودًا.",
  "Ask again on the new browser.": "اطلبوا مرة أخرى من المتصفح الجديد.",
  "Set-up is over.": "انتهى التجهيز.",
  "The organisation has no name yet.": "ليس للمؤسسة اسم بعد.",
  "Write the name your customers know.": "اكتبوا الاسم الذي يعرفه عملاؤكم.",
  "This browser does not let your passkey unlock your keys.":
    "لا يسمح هذا المتصفح لمفتاح المرور بفتح مفاتيحكم.",
  "Use another browser, or your recovery code.": "استخدموا متصفحًا آخر أو رمز الاستعادة.",
  "This browser does not know your account yet.": "لا يعرف هذا المتصفح حسابكم بعد.",
  "Type the account secret from your recovery kit as well, or approve this browser from another one.":
    "اكتبوا أيضًا سر الحساب من ورقة الاستعادة، أو وافقوا على هذا المتصفح من متصفح آخر.",
  "This person is not in the demo.": "هذا الشخص ليس في العرض التجريبي.",
  "This passkey cannot unlock keys.": "لا يستطيع مفتاح المرور هذا فتح المفاتيح.",
  "Use another way.": "استخدموا طريقة أخرى.",
  "This browser does not know your account.": "لا يعرف هذا المتصفح حسابكم.",
  "Use your recovery code.": "استخدموا رمز الاستعادة.",
  "This code is not complete, or has a typing mistake.": "هذا الرمز غير كامل أو فيه خطأ كتابي.",
  "Compare it with the sheet, group by group.": "قارنوه بالورقة مجموعةً مجموعة.",
  "You are signed in, but this does not open your keys.": "سجّلتم الدخول، لكن هذا لا يفتح مفاتيحكم.",
  "Use your recovery code, or approve this browser from another one.":
    "استخدموا رمز الاستعادة، أو وافقوا على هذا المتصفح من متصفح آخر.",
  "The keys of this conversation were destroyed when its time was over.":
    "دُمّرت مفاتيح هذه المحادثة عند انتهاء مدتها.",
  "Nobody can read it any more, or write in it. The certificate says when it was done.":
    "لم يعد أحد يستطيع قراءتها أو الكتابة فيها. تذكر الشهادة متى تم ذلك.",
  "This team has no key yet.": "ليس لهذا الفريق مفتاح بعد.",
  "Wait until a member of the team is online.": "انتظروا حتى يتصل أحد أعضاء الفريق.",
  "The directory has not been signed yet.": "لم يُوقّع الدليل بعد.",
  "Wait until an owner is online.": "انتظروا حتى يتصل أحد المالكين.",
  "You do not have the key to this conversation yet.": "ليس لديكم مفتاح هذه المحادثة بعد.",
  "The ways to open your keys were changed on another browser.": "تغيّرت طرق فتح مفاتيحكم في متصفح آخر.",
  "Lock this browser, unlock it again, and try once more. Nothing was changed from here.":
    "اقفلوا هذا المتصفح ثم افتحوا قفله وحاولوا مرة أخرى. لم يتغيّر شيء من هنا.",
  "There is no new code yet.": "لا يوجد رمز جديد بعد.",
  "Make one first.": "أنشئوا رمزًا أولًا.",
  "This way in is not there any more.": "لم تعد طريقة الدخول هذه موجودة.",
  "Look at the list again.": "انظروا في القائمة مرة أخرى.",
  "You need at least two ways in.": "تحتاجون إلى طريقتين للدخول على الأقل.",
  "Add another one first, then remove this.": "أضيفوا طريقة أخرى أولًا، ثم أزيلوا هذه.",
  "Two signed records of your organisation contradict each other.":
    "سجلّان موقّعان لمؤسستكم يناقض أحدهما الآخر.",
  "Stop working here and call your security team. Both records are kept on this device.":
    "توقفوا عن العمل هنا واتصلوا بفريق الأمن. السجلّان محفوظان على هذا الجهاز.",
  "This message is not one of yours.": "هذه الرسالة ليست لكم.",
  "Ask whoever wrote it to change it.": "اطلبوا ممن كتبها أن يغيّرها.",
  "The server names no script that can be pinned.": "لا يذكر الخادم نسخة يمكن تثبيتها.",
  "Use the first line, or tell whoever runs this desk.": "استخدموا السطر الأول أو أخبروا من يدير هذه الخدمة.",
  "The newest acts cannot be checked against what this browser has seen of the record, so they are not shown.":
    "لا يمكن التحقق من أحدث الأفعال بما رآه هذا المتصفح من السجل، لذلك لا تُعرض.",
  "Try again. If it stays, tell your security team: the record may have been replaced.":
    "حاول مرة أخرى. إذا استمر ذلك فأخبر فريق الأمن لديك: ربما استُبدل السجل.",
  "This act was erased by the rules of your organisation; only its commitment is left.":
    "مُحي هذا الفعل وفق قواعد مؤسستك؛ ولم يبقَ منه إلا بصمته.",
  "Take the whole record, which proves that it was there.": "خذ السجل كاملاً، فهو يثبت أنه كان موجوداً.",
  "This act could not be proven: what the server has now is not what the record holds.":
    "تعذّر إثبات هذا الفعل: ما لدى الخادم الآن ليس ما يحويه السجل.",
  "Save what you see, and tell your security team.": "احفظ ما تراه وأخبر فريق الأمن لديك.",
  "An act in the export is not what the record holds, so no table was made.":
    "في التصدير فعل ليس هو ما يحويه السجل، لذلك لم يُنشأ أي جدول.",
  "Export the lines instead, check them with ledger-verify, and tell your security team.":
    "صدّر الأسطر بدلاً من ذلك، وتحقق منها بواسطة ledger-verify، وأخبر فريق الأمن لديك.",
  "This was not done.": "لم يُنفَّذ هذا.",
  "Try again when you like.": "حاولوا مرة أخرى متى شئتم.",
};
