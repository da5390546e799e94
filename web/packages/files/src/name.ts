/**
 * Names that are safe to show and to write to a disk. Threat: a name that leaves its folder, hides its true
 * ending behind direction marks or blanks, or means a device on Windows. Limits: it says nothing about the
 * file's content; ask `isDangerous` with the media type found in the bytes.
 */

const MAX_NAME = 120;
const MAX_ENDING = 16;
const FALLBACK = "file";

/** Controls; format characters (bidi marks, zero width, tags); surrogates alone; private use; unassigned; line ends. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]|\u034F|\p{Variation_Selector}/gu;
const UNWRITABLE = /[<>:"|?*\u2044\u2215\u29F8\uFF0F\uFF3C]/gu;
/** Windows gives these to devices, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu;

export function safeName(name: string): string {
  const last = name.slice(-4096).split(/[\\/]/u).pop() ?? "";
  const plain = last
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(UNWRITABLE, "_")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.]+$/gu, "")
    .replace(/ +(?=\.\w+$)/u, ""); // "invoice.pdf      .exe"
  const short = shorten(plain).replace(RESERVED, (device) => `_${device}`);
  return short === "" ? FALLBACK : short;
}

/** Keeps the ending, and says that something is missing. Counts characters, not halves of them. */
function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= MAX_NAME) return name;
  const ending = [...(/\.[^. ]+$/u.exec(name)?.[0] ?? "")];
  const tail = ending.length > MAX_ENDING ? [] : ending;
  const head = letters
    .slice(0, MAX_NAME - tail.length - 1)
    .join("")
    .trimEnd();
  return `${head}…${tail.join("")}`;
}

const PROGRAMS =
  "app apk bat bin cab cmd com command cpl deb desktop dll dmg exe gadget hta inf ins iso jar js jse lnk mjs msc msi msix msp mst osx out pif pkg ps1 psm1 py rb reg rpm run scf scr sct service sh sys terminal tool url vb vbe vbs vhd vhdx vxd webloc workflow ws wsf wsh xbap xll";
/** Shown by a browser as a page, where its scripts would run as if they came from wherever it was saved. */
const PAGES = "htm html mht mhtml shtml svg svgz swf xhtml xht xml xsl xslt";
const MACROS = "docm dotm ppam potm ppsm pptm sldm xla xlam xlsm xltm xlsb slk iqy one";
const DANGEROUS = new Set(`${PROGRAMS} ${PAGES} ${MACROS}`.split(" "));
const DANGEROUS_MEDIA =
  /^(?:application\/(?:x-msdownload|x-executable|x-mach-binary|x-sh|java-archive|xhtml\+xml|vnd\.ms-.*macro.*)|text\/html|image\/svg\+xml)$/iu;

/** True if opening it could run something: a program, a script, a page, a document with macros. */
export function isDangerous(name: string, media: string): boolean {
  const ending = /\.([^.]*)$/u.exec(safeName(name))?.[1]?.toLowerCase() ?? "";
  return DANGEROUS.has(ending.trim()) || DANGEROUS_MEDIA.test(media);
}
