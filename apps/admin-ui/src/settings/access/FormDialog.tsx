import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, OutlinedInput, Stack } from '@mui/material';
import { useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { ConsoleProvider } from '../../providers/console-port.js';
import { messageOf, useSend } from '../../providers/use-console.js';
import { Field, Hint } from '../form/Field.js';
import type { Problems } from '../form/fields.js';
import { fieldErrorsOf } from '../form/use-drafts.js';

interface Props<Answer> {
  readonly open: string;
  readonly title: string;
  readonly submit: string;
  readonly done: string | ((answer: Answer) => string);
  readonly isMain?: boolean;
  /** Of the button that opens it, where its words alone do not say which. */
  readonly label?: string;
  readonly send: (console: ConsoleProvider, form: FormData) => Promise<Answer>;
  readonly then?: (answer: Answer) => void;
  readonly children: (problems: Problems) => ReactNode;
}

/** Asks a few things and sends them; it stays with what was typed until they were taken. */
export function FormDialog<Answer>({ open, title, submit, done, isMain = false, label, send: ask, then, children }: Props<Answer>) {
  const [isOpen, setOpen] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [problem, setProblem] = useState<string | null>(null);
  const { send, sending } = useSend();
  const id = useId();
  const close = () => setOpen(false);
  const begin = () => {
    setProblems({});
    setProblem(null);
    setOpen(true);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblems({});
    setProblem(null);
    void send((console) => ask(console, form), {
      done,
      then(answer) {
        close();
        then?.(answer);
      },
      refused(error) {
        const errors = fieldErrorsOf(error);
        if (errors) setProblems(errors);
        else setProblem(messageOf(error));
      },
    });
  };
  return (
    <>
      <Button variant={isMain ? 'contained' : 'text'} size={isMain ? 'medium' : 'small'} aria-label={label} onClick={begin}>
        {open}
      </Button>
      <Dialog open={isOpen} onClose={close} fullWidth maxWidth="xs" aria-labelledby={id}>
        <Box component="form" onSubmit={onSubmit} noValidate={false}>
          <DialogTitle id={id}>{title}</DialogTitle>
          <DialogContent>
            <Stack spacing={2} sx={{ pt: 1 }}>
              {children(problems)}
              {problem ? (
                <Hint role="alert" sx={{ color: 'var(--problem-text)' }}>
                  {problem}
                </Hint>
              ) : null}
            </Stack>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="contained" aria-busy={sending}>
              {submit}
            </Button>
          </DialogActions>
        </Box>
      </Dialog>
    </>
  );
}

interface TextProps {
  readonly name: string;
  readonly label: string;
  readonly problems: Problems;
  readonly type?: 'text' | 'password' | 'date';
  readonly help?: string;
  readonly minLength?: number;
  readonly isRequired?: boolean;
  readonly autoComplete?: string;
}

export function TextEntry({ name, label, problems, type = 'text', help, minLength, isRequired = true, autoComplete = 'off' }: TextProps) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help ? <Hint>{help}</Hint> : null} problem={problems[name]}>
      <OutlinedInput
        id={id}
        name={name}
        type={type}
        fullWidth
        required={isRequired}
        autoComplete={autoComplete}
        error={problems[name] !== undefined}
        inputProps={minLength === undefined ? {} : { minLength }}
      />
    </Field>
  );
}

export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};
