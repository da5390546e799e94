/** When a view breaks, the rest of the desk stays: said plainly, with a way on. Nothing is sent anywhere. */
import { Component, type ReactNode } from "react";

interface GuardProps {
  readonly title: string;
  readonly text: string;
  readonly again: string;
  readonly children: ReactNode;
}

export class Guard extends Component<GuardProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render(): ReactNode {
    const { title, text, again, children } = this.props;
    if (!this.state.broken) return children;
    return (
      <div className="empty" role="alert">
        <h1>{title}</h1>
        <p>{text}</p>
        <button type="button" className="btn" onClick={() => this.setState({ broken: false })}>
          {again}
        </button>
      </div>
    );
  }
}
