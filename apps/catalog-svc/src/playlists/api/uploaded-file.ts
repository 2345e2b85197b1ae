import { uploadSubject } from '@soulsync/contracts';
import type { RequestContext, UploadPart } from '@soulsync/contracts';
import { NotFound } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';

/** A file that the gateway holds, in parts that fit into messages. */
export async function uploadedFile(requests: RpcClient, id: string, context: RequestContext): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for (let offset = 0, sizeBytes = 1; offset < sizeBytes;) {
    const part = await requests.request<UploadPart>(uploadSubject(id), { offset }, context);
    const bytes = Buffer.from(part.base64, 'base64');
    if (bytes.length === 0) throw new NotFound('the uploaded file is empty');
    parts.push(bytes);
    offset += bytes.length;
    sizeBytes = part.sizeBytes;
  }
  return Buffer.concat(parts);
}
