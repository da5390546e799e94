/** A button that opens a list of choices. */
import type { ReactNode } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "./parts.tsx";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly mark?: ReactNode;
  readonly end?: ReactNode;
  readonly danger?: boolean;
  readonly onPress: () => void;
}

export function ChoiceMenu(props: {
  label: string;
  /** The children say the label themselves (it may be hidden text), so that voice control finds what is visible. */
  spoken?: boolean;
  className?: string;
  choices: readonly Choice[];
  children: ReactNode;
  /** One of the choices is in force: it is checked, for the eye and for a screen reader. */
  selected?: string;
  open?: boolean;
  onOpen?: (open: boolean) => void;
}) {
  const control =
    props.open === undefined
      ? {}
      : { isOpen: props.open, onOpenChange: (open: boolean) => props.onOpen?.(open) };
  const checked =
    props.selected === undefined
      ? {}
      : { selectionMode: "single" as const, disallowEmptySelection: true, selectedKeys: [props.selected] };
  const press = (key: string | number) => props.choices.find(({ id }) => id === key)?.onPress();
  return (
    <MenuTrigger {...control}>
      <Button {...(props.spoken ? {} : { "aria-label": props.label })} className={props.className ?? "ib"}>
        {props.children}
      </Button>
      <Popover className="pop" placement="bottom end">
        <Menu className="menu" aria-label={props.label} onAction={press} {...checked}>
          {props.choices.map((choice) => (
            <MenuItem
              key={choice.id}
              id={choice.id}
              textValue={choice.label}
              className={`menu-i${choice.danger ? " danger" : ""}`}
            >
              {choice.mark}
              <span className="grow">{choice.label}</span>
              {choice.id === props.selected ? <Icon name="check" size={14} /> : choice.end}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
