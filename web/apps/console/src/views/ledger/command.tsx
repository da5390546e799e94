/** A sentence that ends with a command: that stays together, and in its own direction. */
export function WithCommand({ text }: { text: string }) {
  const at = text.indexOf("ledger-verify ");
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <code dir="ltr" className="command">
        {text.slice(at)}
      </code>
    </>
  );
}
