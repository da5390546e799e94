/** A catalogue sentence with its emphasised names. */
import { richParts } from "../model/rich.ts";

export function Rich({ text }: { text: string }) {
  return (
    <>
      {richParts(text).map((part, at) =>
        part.strong ? (
          <b key={at} dir="auto">
            {part.text}
          </b>
        ) : (
          part.text
        ),
      )}
    </>
  );
}
