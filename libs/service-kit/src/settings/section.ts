import 'reflect-metadata';
import type { SettingsPage } from '@soulsync/contracts';
import { variablesOf } from '../config.js';

/** What people read about one setting; its variable, limits and default stand beside it as `@Env`, validators and an initial value. */
export interface SettingWords {
  readonly label: string;
  readonly help?: string;
  /** Of the value, such as `ms`. */
  readonly unit?: string;
  /** Seldom touched: shown only to who asks for more. */
  readonly advanced?: true;
}

export interface SectionWords extends SettingWords {
  /** Token of it in paths and events, unique in its service. */
  readonly name: string;
  /** Of the console's settings. */
  readonly page?: SettingsPage;
}

/** A class of settings that belong together: fields with `@Env` (or `@EnvSecret`), `@Setting` and validators. */
export type SectionClass<S extends object = object> = new () => S;

export interface SettingField extends SettingWords {
  readonly name: string;
  readonly variable: string;
  readonly isSecret: boolean;
}

const SECTION = Symbol('section of settings');
const SETTINGS = Symbol('settings');

export const Section =
  (words: SectionWords): ClassDecorator =>
  (target) =>
    Reflect.defineMetadata(SECTION, words, target);

export const Setting =
  (words: SettingWords): PropertyDecorator =>
  (target, property) => {
    const known = (Reflect.getMetadata(SETTINGS, target) ?? {}) as Readonly<Record<string, SettingWords>>; // written here alone
    Reflect.defineMetadata(SETTINGS, { ...known, [String(property)]: words }, target);
  };

/** Throws for a class that is none: a mistake of whoever wrote it. */
export function sectionWords(section: SectionClass): SectionWords {
  const words = Reflect.getMetadata(SECTION, section) as SectionWords | undefined; // written by @Section alone
  if (!words) throw new Error(`${section.name} is no section of settings: @Section is missing`);
  return words;
}

/** In the order in which they are declared. Throws for a field that says nothing to people. */
export function settingFields(section: SectionClass): readonly SettingField[] {
  const prototype = section.prototype as object;
  const words = (Reflect.getMetadata(SETTINGS, prototype) ?? {}) as Readonly<Record<string, SettingWords>>; // written by @Setting alone
  return variablesOf(prototype).map(({ property, name: variable, secret }) => {
    const setting = words[property];
    if (!setting) throw new Error(`${section.name}.${property} has no @Setting`);
    return { ...setting, name: property, variable, isSecret: secret };
  });
}
