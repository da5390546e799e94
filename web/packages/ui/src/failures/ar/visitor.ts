/** What only customers meet, in Arabic. */
import type { Sentences } from "../../failures.ts";

export const visitor: Sentences = {
  "This conversation is not on this device.": "هذه المحادثة ليست على هذا الجهاز.",
  "Go back.": "ارجع من فضلك.",
  "This conversation belongs to another part of this site.": "هذه المحادثة تخص قسمًا آخر من هذا الموقع.",
  "Go on with it where you began it, or begin another one here.":
    "تابعها حيث بدأتها، أو ابدأ محادثة أخرى هنا.",
  "Please try again in a minute.": "يُرجى المحاولة مرة أخرى بعد دقيقة.",
  "Send it in two parts.": "أرسلها في جزأين.",
  "The keys of this conversation could not be brought up to date.": "تعذّر تحديث مفاتيح هذه المحادثة.",
  "This article is no longer there.": "لم يعد هذا المقال موجودًا.",
  "Search for another one.": "ابحث عن مقال آخر.",
  "The chat is not ready for this yet.": "المحادثة ليست جاهزة لهذا بعد.",
  "What you wrote is kept on this device and sent later.": "ما كتبته محفوظ على هذا الجهاز ويُرسل لاحقًا.",
  "This browser did not keep what was written.": "لم يحفظ هذا المتصفح ما كُتب.",
  "Please try again later, or write to the company another way.":
    "يُرجى المحاولة لاحقًا أو مراسلة الشركة بطريقة أخرى.",
  "Make room on this device, or leave private browsing.": "وفّر مساحة على هذا الجهاز أو اخرج من التصفح الخاص.",
  "Please close the chat and open it again.": "يُرجى إغلاق المحادثة وفتحها مرة أخرى.",
  "A rating is 1 to 5.": "التقييم من 1 إلى 5.",
  "Choose one of them.": "يُرجى اختيار واحد منها.",
  "This message was not written on this device.": "لم تُكتب هذه الرسالة على هذا الجهاز.",
  "Change it where you wrote it.": "غيّرها حيث كتبتها.",
  "This message is no longer waiting.": "لم تعد هذه الرسالة تنتظر.",
  "The keys of this conversation changed too often for one proof.":
    "تغيّرت مفاتيح هذه المحادثة مرات أكثر مما يتسع له إثبات واحد.",
  "Ask the company who could read it.": "اسأل الشركة عمّن استطاع قراءتها.",
  "The company’s list of people is being changed just now.": "يجري الآن تغيير قائمة الأشخاص لدى الشركة.",
  "This is no link from another device.": "هذا ليس رابطًا من جهاز آخر.",
  "Copy the whole link.": "انسخ الرابط كله.",
  "This link is over, or was used already.": "انتهى هذا الرابط أو استُخدم من قبل.",
  "Make a new one on the device that has your conversations.":
    "أنشئ رابطًا جديدًا على الجهاز الذي فيه محادثاتك.",
  "Somebody else signed in on this page meanwhile.": "سجّل شخص آخر دخوله في هذه الصفحة في هذه الأثناء.",
  "Reload the page, and write again.": "أعد تحميل الصفحة واكتب من جديد.",
  "This code is not the right one, or it is over.": "هذا الرمز غير صحيح أو انتهت صلاحيته.",
  "Look again, or ask for a new one.": "انظر مرة أخرى، أو اطلب رمزًا جديدًا.",
  "Nobody here asks for your address.": "لا أحد هنا يسأل عن عنوانك.",
  "Look at it again.": "انظر إليه مرة أخرى.",
  "This team answers only customers whose email address was checked.":
    "لا يجيب هذا الفريق إلا العملاء الذين تم التحقق من عنوانهم.",
  "Show that the address is yours, then write again.": "أثبت أن العنوان لك، ثم اكتب مرة أخرى.",
  "This question is no longer there.": "لم يعد هذا السؤال موجودًا.",
  "This question is over.": "انتهى وقت هذا السؤال.",
  "Write to the team, and it asks again.": "اكتب إلى الفريق فيسألك من جديد.",
  "You are not signed in on this website.": "لم تسجّل الدخول إلى هذا الموقع.",
  "Sign in there as who you were when you began, then try again.":
    "سجّل الدخول هناك بالهوية نفسها التي بدأت بها، ثم حاول مرة أخرى.",
};
