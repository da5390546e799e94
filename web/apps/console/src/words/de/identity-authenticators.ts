import type { authenticatorsEn } from "../identity-authenticators.en.ts";

export const authenticatorsDe: typeof authenticatorsEn = {
  authenticators: {
    title: "Geräte für Passkeys",
    text: "Wer für neue Passkeys nur bestimmte Sicherheitsschlüssel oder Programme will, nennt sie hier. Ein Gerät sagt selbst, was es ist: Das hält fern, was aus Versehen gewählt wird, und niemanden, der lügt.",
    list: "Geräte, die genommen werden",
    hint: "Ihre AAGUIDs, mit Leerzeichen dazwischen. Leer: alle. Vorhandene Passkeys gelten weiter, und oben wird darauf hingewiesen.",
    saved: "Geräte für Passkeys gespeichert",
  },
};
