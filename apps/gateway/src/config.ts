import { BaseConfig, Env, EnvSecret } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import { IsOptional, IsString, Matches } from 'class-validator';

export class GatewayConfig extends BaseConfig {
  @Env('SOULSYNC_HTTP_LISTEN') @Matches(/^\S+:\d{1,5}$/, { message: 'must be host:port' }) httpListen = '127.0.0.1:8765';
  /** Folder of the built console; without it the API is served alone. */
  @Env('SOULSYNC_CONSOLE_DIR') @IsOptional() @IsString() consoleDir?: string;
  /** Settings that hold where neither a variable nor a person says otherwise. */
  @Env('SOULSYNC_SETTINGS_FILE') @IsOptional() @IsString() settingsFile?: string;
  /** First admin; without both the log prints a one-time set-up code. */
  @Env('SOULSYNC_ADMIN_USER') @IsOptional() @IsString() adminUser?: string;
  @EnvSecret('SOULSYNC_ADMIN_PASSWORD') @IsOptional() adminPassword?: Secret;
}
