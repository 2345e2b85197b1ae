import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AbstractTokenizer, EndOfStreamError } from 'strtok3';
import type { IRandomAccessFileInfo, IRandomAccessTokenizer, IReadChunkOptions } from 'strtok3';
import type { DiskPath } from './disk-name.js';

/** Most tags, and the sound's own head, lie in one page. */
const PAGE_BYTES = 16_384;
/** The largest single thing in a file that is held in memory: a tag with its picture. */
export const LARGEST_TAG_BYTES = 64 * 1024 * 1024;

type Asked = IReadChunkOptions & { readonly length: number; readonly position: number };

/** A file as the parsers read it: in pages, since they ask for a few bytes at a time; and never more at once than a tag may have. */
export class FilePages extends AbstractTokenizer implements IRandomAccessTokenizer {
  override readonly fileInfo: IRandomAccessFileInfo;
  private page = new Uint8Array(0);
  private pageAt = 0;

  private constructor(
    private readonly file: FileHandle,
    size: number,
    name: string,
  ) {
    super({ maxBufferSize: LARGEST_TAG_BYTES });
    this.fileInfo = { size, path: name };
  }

  /** `name`: by its ending the format is guessed. */
  static async open(path: DiskPath, name: string): Promise<FilePages> {
    const file = await open(path, 'r');
    try {
      const stat = await file.stat();
      return new FilePages(file, stat.size, name);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.validateLength(position, 'position');
    this.position = position;
  }

  async readBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const asked = this.normalizeOptions(target, options);
    const count = await this.fill(target, asked);
    this.position = asked.position + count;
    return count;
  }

  async peekBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    return this.fill(target, this.normalizeOptions(target, options));
  }

  protected override async closeOnce(): Promise<void> {
    await this.file.close();
    await super.closeOnce();
  }

  private async fill(target: Uint8Array, { length, position, mayBeLess }: Asked): Promise<number> {
    let count = this.fromPage(target, 0, length, position);
    if (count < length && length - count < PAGE_BYTES) {
      await this.turnTo(position + count);
      count += this.fromPage(target, count, length, position + count);
    }
    while (count < length) {
      const { bytesRead } = await this.file.read(target, count, length - count, position + count);
      if (bytesRead === 0) break;
      count += bytesRead;
    }
    if (count < length && !mayBeLess) throw new EndOfStreamError();
    return count;
  }

  private fromPage(target: Uint8Array, offset: number, length: number, position: number): number {
    const start = position - this.pageAt;
    if (start < 0 || start >= this.page.length) return 0;
    const part = this.page.subarray(start, start + length - offset);
    target.set(part, offset);
    return part.length;
  }

  private async turnTo(position: number): Promise<void> {
    const page = new Uint8Array(PAGE_BYTES);
    const { bytesRead } = await this.file.read(page, 0, PAGE_BYTES, position);
    this.page = page.subarray(0, bytesRead);
    this.pageAt = position;
  }
}
