import type { sensitiveEn } from "../identity-sensitive.en.ts";

export const sensitiveDe: typeof sensitiveEn = {
  sensitive: {
    title: "Sensible Teams",
    text: "Gespräche dieser Teams sieht nur, wer in den letzten Minuten mit einem Passkey oder mit Passwort und Code bestätigt hat, dass er oder sie es ist. Ein offen gelassener Bildschirm zeigt nichts davon. Wie lange eine Bestätigung zählt, wird unten gewählt.",
    saved: "Sensible Teams gespeichert",
    none: "Es gibt noch kein Team.",
    switch: "Vor Gesprächen dieses Teams noch einmal fragen",
    lockedTitle: "Bestätigen Sie, dass Sie es sind",
    lockedText: "Gespräche dieses Teams sind sensibel: Sie werden gezeigt, sobald Sie bestätigen.",
    open: "Öffnen",
    row: "Sensibel: zum Bestätigen öffnen",
  },
};
