import { useId } from 'react';

interface ChoicesProps<T extends string | number> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Radio buttons that look like chips. */
export function Choices<T extends string | number>(props: ChoicesProps<T>) {
  const { legend, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className="choice">{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
