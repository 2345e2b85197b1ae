import { useState } from 'react';
import { HttpError, useNotify } from 'react-admin';
import type { SettingsSectionReport, SettingValues } from '@soulsync/contracts';
import type { ConsoleProvider } from '../../providers/console-port.js';
import { messageOf, useSend } from '../../providers/use-console.js';
import { applied, candidateOf, entered, formFields } from './fields.js';
import type { Draft, Entry, FormField, Problems } from './fields.js';

/** One section while it is edited. */
export interface SectionForm {
  readonly section: SettingsSectionReport;
  readonly fields: readonly FormField[];
  readonly draft: Draft;
  readonly problems: Problems;
  readonly isDirty: boolean;
  set(field: FormField, entry: Entry): void;
  /** Values from elsewhere, as of a test's fix. */
  apply(values: SettingValues): void;
  discard(): void;
  /** What is not yet saved, for a test; null: a field is wrong, and says so. */
  candidate(): { readonly values: SettingValues; readonly secrets: Readonly<Record<string, string>> } | null;
}

export interface Drafts {
  of(section: SettingsSectionReport): SectionForm;
  readonly isDirty: boolean;
  readonly saving: boolean;
  /** Saves what of these is changed; true: all of it is in force. */
  save(forms: readonly SectionForm[]): Promise<boolean>;
  discard(): void;
}

const none: Draft = {};

/** What is edited on one page, section by section. */
export function useDrafts(): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [problems, setProblems] = useState<Readonly<Record<string, Problems>>>({});
  const { send, sending } = useSend();
  const notify = useNotify();

  const drop = (ids: readonly string[]) => {
    const without = <T>(all: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(all).filter(([id]) => !ids.includes(id)));
    setDrafts(without);
    setProblems(without);
  };

  function of(section: SettingsSectionReport): SectionForm {
    const { id } = section;
    const fields = formFields(section);
    const draft = drafts[id] ?? none;
    const change = (next: (before: Draft) => Draft, names: readonly string[]) => {
      setDrafts((before) => ({ ...before, [id]: next(before[id] ?? none) }));
      setProblems((before) => ({
        ...before,
        [id]: Object.fromEntries(Object.entries(before[id] ?? {}).filter(([name]) => !names.includes(name))),
      }));
    };
    return {
      section,
      fields,
      draft,
      problems: problems[id] ?? {},
      isDirty: Object.keys(draft).length > 0,
      set: (field, entry) => change((before) => entered(field, before, entry), [field.name]),
      apply: (values) => change((before) => applied(fields, before, values), Object.keys(values)),
      discard: () => drop([id]),
      candidate() {
        const { problems: found, ...candidate } = candidateOf(fields, draft);
        setProblems((before) => ({ ...before, [id]: found }));
        return Object.keys(found).length > 0 ? null : candidate;
      },
    };
  }

  async function save(forms: readonly SectionForm[]): Promise<boolean> {
    const changed = forms.filter(({ isDirty }) => isDirty).map((form) => ({ form, candidate: form.candidate() }));
    if (changed.some(({ candidate }) => candidate === null)) return false;
    let allDone = changed.length === 0;
    let at = '';
    await send(
      async (console) => {
        for (const { form, candidate } of changed) {
          at = form.section.id;
          if (candidate) await store(console, at, candidate);
          drop([at]);
        }
      },
      {
        done: `${listed(changed.map(({ form }) => form.section.label))} saved`,
        then: () => void (allDone = true),
        refused(error) {
          const errors = fieldErrorsOf(error);
          if (errors) setProblems((before) => ({ ...before, [at]: errors }));
          else notify(messageOf(error), { type: 'error', autoHideDuration: 15_000, multiLine: true });
        },
      },
    );
    return allDone;
  }

  return {
    of,
    isDirty: Object.values(drafts).some((draft) => Object.keys(draft).length > 0),
    saving: sending,
    save,
    discard: () => drop(Object.keys(drafts)),
  };
}

/** Secrets first: an address that is in force before its key would be tried with the old one. */
async function store(
  console: ConsoleProvider,
  id: string,
  { values, secrets }: { readonly values: SettingValues; readonly secrets: Readonly<Record<string, string>> },
): Promise<void> {
  for (const [name, value] of Object.entries(secrets)) await console.put(`settings/${id}/secrets/${name}`, { value });
  if (Object.keys(values).length > 0) await console.change(`settings/${id}`, { values });
}

/** `Searches, Transfers and Wishes`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** What a service said is wrong, by field; null: it said something else. */
export function fieldErrorsOf(error: unknown): Problems | null {
  if (!(error instanceof HttpError) || error.status !== 422) return null;
  const { errors = {} } = error.body as { errors?: Problems }; // as the port has it
  return Object.keys(errors).length > 0 ? errors : null;
}
