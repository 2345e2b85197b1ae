import { sep } from 'node:path';

export interface Mount {
  readonly point: string;
  readonly type: string;
}

/** What changes on these at another machine, or outside of a virtual one, no watch of the kernel tells. */
const remote =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|9p|ceph|gfs2?|ocfs2|lustre|virtiofs|vboxsf|vmhgfs|prl_fs|fakeowner|davfs|fuse\.(sshfs|rclone|glusterfs|s3fs|gcsfuse|davfs2?|curlftpfs|smbnetfs|vmhgfs-fuse|ceph|moosefs|osxfs|grpcfuse|portal))$/;

/** Reads `/proc/self/mountinfo` (proc_pid_mountinfo(5)): fields 5, and the first behind the lone dash. */
export function readMounts(mountinfo: string): readonly Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const point = left.split(' ')[4];
    const type = right.split(' ')[0];
    return point && type ? [{ point: unescaped(point), type }] : [];
  });
}

/** Is this place, a path without links, on a disk whose changes are not told to us? */
export function isRemote(mounts: readonly Mount[], real: string): boolean {
  if (real.startsWith('\\\\')) return true; // a share under Windows
  let nearest: Mount | null = null;
  // Of two mounts at the same point the later one covers the earlier.
  for (const mount of mounts) if (holds(mount.point, real) && mount.point.length >= (nearest?.point.length ?? 0)) nearest = mount;
  return nearest !== null && remote.test(nearest.type);
}

/** The mounts that decide on what is seen at and below a place. */
export const mountsAround = (mounts: readonly Mount[], real: string): readonly Mount[] =>
  mounts.filter(({ point }) => holds(point, real) || holds(real, point));

const holds = (folder: string, path: string) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

const unescaped = (text: string) => text.replace(/\\([0-7]{3})/g, (_all, code: string) => String.fromCharCode(parseInt(code, 8)));
