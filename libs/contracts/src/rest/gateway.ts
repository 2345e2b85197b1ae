import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { apiKeyScopes, roles } from '../gateway/account.js';
import type { DiskName } from '../disk-space.js';
import type { ApiKeyScope, Role } from '../gateway/account.js';
import type { HealthIssueCode, HealthIssueRaised } from '../health-issues.js';
import { parkedEventConsumerKinds } from '../requests.js';
import { logLevels } from '../service-logs.js';
import type { LogLevel } from '../service-logs.js';
import { taskNames } from '../tasks.js';
import type { TaskName } from '../tasks.js';
import type { Params } from '../timeline.js';
import type { ConnectionReport, ParkedEventConsumerKind, CommitEvent } from '../requests.js';

export class Activity {
  @ApiProperty({ description: 'event id' }) id: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'event type; the code that the console has words for' }) type: string;
  @ApiProperty({ type: Object, description: 'what its words are made with: names, paths, counts, times, other codes' }) params: Params;
  @ApiProperty() service: string;
  @ApiProperty({ description: 'what it is about: aggregate type' }) subjectType: string;
  @ApiProperty() subjectId: string;
  @ApiProperty({ type: String, nullable: true, description: 'its name for people, where it has one' }) subject: string | null;
  @ApiProperty({ description: 'who: `account:<name>`, `process:<name>` or `schedule:<name>`' }) actor: string;
  @ApiProperty() correlationId: string;
}

export class ServiceStatus {
  @ApiProperty({ description: "the service's name" }) id: string;
  @ApiProperty({ enum: ['ready', 'starting', 'down'] }) state: string;
  @ApiProperty() version: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) startedAt: string | null;
  @ApiProperty() rssMb: number;
  @ApiProperty({ type: [Object] }) connections: ConnectionReport[];
}

export class ProjectionStatus {
  @ApiProperty({ description: '<service>:<projection>' }) id: string;
  @ApiProperty() service: string;
  @ApiProperty() name: string;
  @ApiProperty() version: number;
  @ApiProperty() position: string;
  @ApiProperty() lag: number;
  @ApiProperty({ description: 'as the database estimates them, unless rowsExact' }) rows: number;
  @ApiProperty({ description: 'true with ?exact=true: counted one by one' }) rowsExact: boolean;
  @ApiProperty() deadLetters: number;
  @ApiProperty({ enum: ['live', 'rebuilding', 'stopped'] }) state: string;
  @ApiProperty({ type: Number, nullable: true }) progress: number | null;
}

/** What was searched, fetched and filed in some time from an instant on: five minutes, or an hour. */
export class Throughput {
  @ApiProperty() id: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ description: 'that arrived' }) files: number;
  @ApiProperty({ description: 'of these' }) bytes: number;
  @ApiProperty({ description: 'files that came into the music folder' }) filed: number;
  @ApiProperty() searches: number;
}

/** The disk that one of our folders lies on. */
export class DiskStatus {
  @ApiProperty({ description: '`music`, `downloads`, `data`, `event-log`' }) id: DiskName;
  @ApiProperty() path: string;
  @ApiProperty({ description: 'folders of the same device are on the same disk' }) device: string;
  @ApiProperty() freeMb: number;
  @ApiProperty() sizeMb: number;
  @ApiProperty({ description: 'with less nothing new is begun that fills it' }) minFreeMb: number;
}

export class PastRun {
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ format: 'date-time' }) endedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'what it failed with; null: it did what it should' }) problem: string | null;
}

/** Work that comes round by itself. */
export class Task {
  @ApiProperty({ description: '<service>:<name>, and :<of> where there are several' }) id: string;
  @ApiProperty() service: string;
  @ApiProperty({ enum: taskNames }) name: TaskName;
  @ApiProperty({ type: String, nullable: true, description: 'which of several, such as the kind of a media server' }) of: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'null: when something is due' }) everySeconds: number | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null: it is not under way' }) runningSince: string | null;
  @ApiProperty({ type: PastRun, nullable: true, description: 'null: it never ran' }) lastRun: PastRun | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextRunAt: string | null;
  @ApiProperty() canRunNow: boolean;
}

export class LoggedLine {
  @ApiProperty({ description: '<service>:<process>:<number>' }) id: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ enum: logLevels }) level: LogLevel;
  @ApiProperty() service: string;
  @ApiProperty() message: string;
  @ApiProperty({ type: String, nullable: true, description: 'the work it belongs to' }) correlationId: string | null;
  @ApiProperty({ type: Object, description: 'everything else that the line says' }) details: Readonly<Record<string, unknown>>;
}

export class Logs {
  @ApiProperty({ type: [LoggedLine], description: 'the oldest first' }) lines: readonly LoggedLine[];
  @ApiProperty({ description: 'the `after` of the next question' }) next: string;
  @ApiProperty({ description: 'lines that fit are left out: they are no longer held, or more than was asked for' }) isCut: boolean;
  @ApiProperty({ type: [String], description: 'services that did not answer' }) silent: readonly string[];
}

/** An event that was set aside because its consumer could not cope with it. */
export class ParkedEvent {
  @ApiProperty({ description: '<service>:<uuid>' }) id: string;
  @ApiProperty() service: string;
  @ApiProperty({ enum: parkedEventConsumerKinds, description: 'log: nobody can read the message' }) consumerKind: ParkedEventConsumerKind;
  @ApiProperty({ description: 'name of the read model, reaction, process or deadline' }) consumer: string;
  @ApiProperty() eventId: string;
  @ApiProperty() eventType: string;
  @ApiProperty() aggregateType: string;
  @ApiProperty() aggregateId: string;
  @ApiProperty({ type: String, nullable: true, description: 'place in the event log; null: not known, as of a deadline' }) position:
    string | null;
  @ApiProperty({ format: 'date-time' }) firstFailedAt: string;
  @ApiProperty({ format: 'date-time' }) lastFailedAt: string;
  @ApiProperty() attempts: number;
  @ApiProperty({ description: 'of the last try' }) error: string;
  @ApiProperty({ enum: ['parked', 'skipped'] }) state: 'parked' | 'skipped';
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) skippedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) skippedBy: string | null;
  @ApiProperty() correlationId: string;
  @ApiProperty({ type: String, nullable: true }) causationId: string | null;
  @ApiProperty({ description: 'who caused the event' }) actor: string;
}

export class ParkedEventDetail extends ParkedEvent {
  @ApiProperty({ type: Object, description: 'what was to be handled' }) data: object;
  @ApiProperty({ type: [Object], description: 'the events stored together with it' }) commit: readonly CommitEvent[];
}

export class HealthIssue {
  @ApiProperty({ description: '<service>:<code>' }) id: string;
  @ApiProperty() service: string;
  @ApiProperty({ type: String }) code: HealthIssueCode;
  @ApiProperty({ enum: ['warning', 'error'] }) level: 'warning' | 'error';
  @ApiProperty({ type: Object, description: 'what its words are made with: names, paths, counts, times, other codes' })
  params: HealthIssueRaised['params'];
  @ApiProperty({ description: 'what happened, in English' }) message: string;
  @ApiProperty({ description: 'what to do, in English' }) advice: string;
  @ApiProperty({ format: 'date-time' }) since: string;
}

/** One flat object of numbers and booleans. */
export class Summary {
  @ApiProperty() id: string;
  @ApiProperty() playlists: number;
  @ApiProperty() entries: number;
  @ApiProperty() owned: number;
  @ApiProperty() filed: number;
  @ApiProperty() review: number;
  @ApiProperty() missing: number;
  @ApiProperty() acquiring: number;
  @ApiProperty() wished: number;
  @ApiProperty() libraryTracks: number;
  @ApiProperty() healthIssues: number;
  @ApiProperty() servicesReady: number;
  @ApiProperty() services: number;
  @ApiProperty() rssMb: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) lastCompleteSweepAt: string | null;
}

export class Account {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: roles }) role: string;
}

const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;

export class SetUp {
  @ApiProperty({ description: 'the one-time code from the log' }) @IsString() @MaxLength(100) code: string;
  @ApiProperty({ example: 'admin' }) @IsString() @MinLength(1) @MaxLength(100) name: string;
  @ApiProperty() @IsString() @MinLength(SHORTEST_PASSWORD) @MaxLength(LONGEST_PASSWORD) password: string;
}

export class Login {
  @ApiProperty({ example: 'admin' }) @IsString() @MaxLength(100) name: string;
  @ApiProperty() @IsString() @MaxLength(200) password: string;
}

export class ChangePassword {
  @ApiProperty({ description: 'the password of now' }) @IsString() @MaxLength(LONGEST_PASSWORD) current: string;
  @ApiProperty() @IsString() @MinLength(SHORTEST_PASSWORD) @MaxLength(LONGEST_PASSWORD) next: string;
}

/** A browser that is signed in. */
export class SignedInSession {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, example: 'Firefox on Linux', description: 'null: not known' }) device: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time', description: 'to the minute' }) lastSeenAt: string;
  @ApiProperty({ format: 'date-time', description: 'unless it is used before' }) expiresAt: string;
  @ApiProperty({ description: 'the one that asks' }) isCurrent: boolean;
}

export class User {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: roles }) role: Role;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'of sessions that still stand; null: not signed in' })
  lastSeenAt: string | null;
  @ApiProperty({ description: 'the one that asks' }) isYou: boolean;
}

export class CreateUser {
  @ApiProperty({ example: 'ann' })
  @IsString()
  @MaxLength(100)
  @Matches(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, { message: 'must be a name without a blank at either end' })
  name: string;
  @ApiPropertyOptional({ enum: roles, default: 'viewer' }) @IsOptional() @IsIn(roles) role?: Role;
  @ApiProperty() @IsString() @MinLength(SHORTEST_PASSWORD) @MaxLength(LONGEST_PASSWORD) password: string;
}

export class ChangeRole {
  @ApiProperty({ enum: roles }) @IsIn(roles) role: Role;
}

export class SetPassword {
  @ApiProperty() @IsString() @MinLength(SHORTEST_PASSWORD) @MaxLength(LONGEST_PASSWORD) password: string;
}

export class IssueApiKey {
  @ApiProperty({ example: 'homepage' }) @IsString() @MinLength(1) @MaxLength(100) name: string;
  @ApiPropertyOptional({ enum: apiKeyScopes, default: 'read' }) @IsOptional() @IsIn(apiKeyScopes) scope?: ApiKeyScope;
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, description: 'it opens nothing from then on; null: never' })
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;
}

export class IssuedApiKey {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'shown once, here' }) key: string;
}

export class ApiKey {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: apiKeyScopes }) scope: ApiKeyScope;
  @ApiProperty({ description: 'name of the account that it is of' }) account: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null: not known, of an older version' })
  createdAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null: never' }) expiresAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null: never' }) lastUsedAt: string | null;
}

/** RFC 9457. */
export class Problem {
  @ApiProperty({ example: 'urn:soulsync:problem:refused' }) type: string;
  @ApiProperty() title: string;
  @ApiProperty() status: number;
  @ApiProperty({ description: 'in English' }) detail: string;
  @ApiProperty() code: string;
  @ApiPropertyOptional({ type: Object, description: 'what the words of the code are made with' }) params?: object;
  @ApiProperty() correlationId: string;
  @ApiPropertyOptional({ type: Object }) errors?: Record<string, string>;
}

/** Answer of an accepted command. */
export class Accepted {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true }) position: string | null;
}
