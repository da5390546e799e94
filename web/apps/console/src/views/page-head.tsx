/** The head of an area: what it is, in one sentence, and its one main action. */
import type { ReactNode } from "react";

export function PageHead({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <header className="page-h">
      <div>
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      {children && <div className="acts">{children}</div>}
    </header>
  );
}
