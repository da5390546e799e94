/** Fields with a real label, a hint and room for what is wrong. */
import { MIN_WITH_SECOND } from "@sealdesk/passwords";
import { type InputHTMLAttributes, type ReactNode, useId, useState } from "react";
import { useWords } from "../ui.ts";
import { Icon } from "./parts.tsx";

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value" | "id">;

export interface TextFieldProps extends Input {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onText: (value: string) => void;
  readonly mono?: boolean;
}

export function TextField({ label, hint, value, onText, mono, className, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div className={`field ${className ?? ""}`}>
      <label htmlFor={id}>{label}</label>
      <input
        dir="auto"
        {...input}
        id={id}
        className={`f${mono ? " mono" : ""}`}
        value={value}
        aria-describedby={hint ? `${id}-h` : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {hint && (
        <p className="hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function PasswordField({ label, hint, value, onText, autoComplete }: TextFieldProps) {
  const words = useWords();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="f-with">
        <input
          id={id}
          className="f"
          type={shown ? "text" : "password"}
          value={value}
          dir="ltr"
          autoComplete={autoComplete}
          minLength={autoComplete === "new-password" ? MIN_WITH_SECOND : undefined}
          required
          aria-describedby={hint ? `${id}-h` : undefined}
          onChange={(event) => onText(event.currentTarget.value)}
        />
        <button
          type="button"
          className="ib"
          aria-label={shown ? words.hidePassword : words.showPassword}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name="eye" />
        </button>
      </div>
      {hint && (
        <p className="hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function SelectField(props: {
  label: string;
  hint?: string;
  value: string;
  onText: (value: string) => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="f"
        value={props.value}
        disabled={props.disabled}
        aria-describedby={props.hint ? `${id}-h` : undefined}
        onChange={(event) => props.onText(event.currentTarget.value)}
      >
        {props.children}
      </select>
      {props.hint && (
        <p className="hint" id={`${id}-h`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
