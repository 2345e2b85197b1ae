import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import type { SettingReport, SettingsImportLine, SettingsPage, SettingsSchema, SettingValue } from '../settings.js';

const LONGEST_NAME = 100;
/** More than any key, token or cookie jar of the systems we sign in to. */
const LONGEST_SECRET = 16_384;

export class SettingsSection {
  @ApiProperty({ description: '<service>.<section>' }) id: string;
  @ApiProperty() service: string;
  @ApiProperty() section: string;
  @ApiProperty({ type: String, nullable: true, description: 'the page of the settings on which it stands' }) page: SettingsPage | null;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) help: string | null;
  @ApiProperty({
    type: [Object],
    description: 'each setting with its value, where that comes from, and the variable that locks it; no secret has a value',
  })
  settings: readonly SettingReport[];
  @ApiProperty({ type: Object, description: 'JSON Schema of the section' }) schema: SettingsSchema;
}

export class SettingChangeRow {
  @ApiProperty() at: string;
  @ApiProperty({ description: 'account, or process, that changed it' }) by: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: Object, nullable: true, description: 'null: not set, or a secret' }) old: SettingValue;
  @ApiProperty({ type: Object, nullable: true }) new: SettingValue;
  @ApiProperty({ type: String, nullable: true, description: 'set or removed; null: no secret' }) secret: 'set' | 'removed' | null;
}

/** What the console sends. */
export class SettingValuesBody {
  @ApiProperty({ type: Object, description: 'by name; null takes a value back to its default' }) @IsObject() values: object;
}

export class SecretBody {
  @ApiProperty({ writeOnly: true }) @IsString() @IsNotEmpty() @MaxLength(LONGEST_SECRET) value: string;
}

export class NamedSection {
  @IsString() @MaxLength(LONGEST_NAME) section: string;
}

/** The same as a service is asked it. */
export class ChangeSettings extends SettingValuesBody {
  @IsString() @MaxLength(LONGEST_NAME) section: string;
}

export class NamedSecret {
  @IsString() @MaxLength(LONGEST_NAME) section: string;
  @IsString() @MaxLength(LONGEST_NAME) name: string;
}

export class NewSecret extends NamedSecret {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_SECRET) value: string;
}

export class SettingsImportBody {
  @ApiProperty({
    type: Object,
    description: 'a settings file of SoulSync, or the config.json of the program before it, as JSON',
    writeOnly: true,
  })
  @IsObject()
  file: object;
  @ApiProperty({ required: false, description: 'say what would be taken, and take nothing' }) @IsOptional() @IsBoolean() dryRun?: boolean;
}

export class SettingsImport {
  @ApiProperty() isDry: boolean;
  @ApiProperty({ type: [Object], description: '{key, section, label, outcome: taken|unchanged|not-taken, why} of each line of the file' })
  lines: readonly SettingsImportLine[];
}

export class SettingsFileBody {
  @ApiProperty({ enum: [1], description: 'version of the file' }) soulsync: number;
  @ApiProperty({ type: Object, description: 'values by the id of their section; what is not set is missing, secrets always are' })
  settings: object;
}
