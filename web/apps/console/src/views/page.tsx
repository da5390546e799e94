/** The head of an area and the cards below it. */
import type { ReactNode } from "react";

export function PageHead(props: { title: string; text: string; children?: ReactNode }) {
  return (
    <header className="page-h">
      <div>
        <h1>{props.title}</h1>
        <p>{props.text}</p>
      </div>
      {props.children && <div className="acts">{props.children}</div>}
    </header>
  );
}

export function Section(props: { title: string; text?: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section className="sec" aria-label={props.title}>
      <header className="sec-h">
        <h2>{props.title}</h2>
        {props.end}
      </header>
      {props.text && <p className="hint">{props.text}</p>}
      {props.children}
    </section>
  );
}
