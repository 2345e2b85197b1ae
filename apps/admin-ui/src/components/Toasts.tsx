import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import CloseIcon from '@mui/icons-material/Close';
import OctagonIcon from '@mui/icons-material/ReportOutlined';
import { Button, IconButton } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNotificationContext, useTakeUndoableMutation, useTranslate } from 'react-admin';
import type { NotificationPayload } from 'react-admin';

/** What `useNotify` may be given beside its own. */
export interface ToastOptions {
  /** Takes it back; offered as "Undo". */
  readonly undo?: () => void;
  /** More about a failure. */
  readonly details?: string;
}

interface Shown {
  readonly id: number;
  readonly payload: NotificationPayload;
}

const STAYS_MS = 6_000;
const AT_MOST = 3;

const Stack = styled('div')({
  position: 'fixed',
  zIndex: 'var(--z-toast, 1400)',
  left: 20,
  bottom: 'calc(var(--frame-bottom, 0px) + 16px)',
  display: 'grid',
  gap: 8,
  width: 'max-content',
  maxWidth: 'min(520px, calc(100vw - 40px))',
  '@media (max-width: 899.95px)': {
    left: 12,
    right: 12,
    width: 'auto',
    maxWidth: 'none',
    bottom: 'calc(var(--frame-bottom, var(--tabbar-h, 56px)) + 12px)',
  },
  '& > div': {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    minHeight: 48,
    padding: '8px 8px 8px 16px',
    borderRadius: 'var(--r-panel)',
    background: 'var(--ink)',
    color: 'var(--on-ink)',
    boxShadow: 'var(--e-menu)',
  },
  '& > [data-failed]': { background: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--border-strong)' },
  '& > div > svg': { flex: 'none', width: 20, height: 20 },
  '& > [data-failed] > svg': { color: 'var(--problem-mark)' },
  '& > div > span': { flex: 1, minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  '& button': { color: 'inherit' },
});

function Toast({ shown: { payload }, onClose }: { readonly shown: Shown; readonly onClose: () => void }) {
  const translate = useTranslate();
  const takeMutation = useTakeUndoableMutation();
  const { message, type, notificationOptions = {} } = payload;
  const { undoable, messageArgs } = notificationOptions;
  const { undo, details } = notificationOptions as ToastOptions; // as whoever notified gave them
  const hasFailed = type === 'error' || type === 'warning';
  const [isHeld, setHeld] = useState(false);
  const [showsDetails, setShowsDetails] = useState(false);
  const settled = useRef(false);
  const close = useCallback(
    (isUndo: boolean) => {
      if (settled.current) return;
      settled.current = true;
      if (undoable) takeMutation()?.({ isUndo });
      if (isUndo) undo?.();
      onClose();
    },
    [onClose, takeMutation, undo, undoable],
  );
  useEffect(() => {
    if (hasFailed || isHeld) return;
    const timer = setTimeout(() => close(false), STAYS_MS);
    return () => clearTimeout(timer);
  }, [close, hasFailed, isHeld]);
  const hold = {
    onMouseEnter: () => setHeld(true),
    onMouseLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  };
  return (
    <div data-failed={hasFailed || undefined} role={hasFailed ? 'alert' : 'status'} {...hold}>
      {hasFailed ? <OctagonIcon aria-hidden /> : <CheckIcon aria-hidden />}
      <span>
        {typeof message === 'string' ? translate(message, { _: message, ...(messageArgs as object) }) : message}
        {showsDetails ? `\n${details}` : null}
      </span>
      {undo || undoable ? (
        <Button variant="text" onClick={() => close(true)}>
          Undo
        </Button>
      ) : null}
      {details !== undefined && !showsDetails ? (
        <Button variant="text" onClick={() => setShowsDetails(true)}>
          Details
        </Button>
      ) : null}
      <IconButton aria-label="Dismiss" size="small" onClick={() => close(false)}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </div>
  );
}

let told = 0;

/** What came of things, bottom left: three at most; what failed stays until it is dismissed, the rest pauses while it is looked at. */
export function Toasts() {
  const { notifications, takeNotification } = useNotificationContext();
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  useEffect(() => {
    if (notifications.length === 0) return;
    const payload = takeNotification();
    if (payload) setToasts((before) => [...before, { id: (told += 1), payload }].slice(-AT_MOST));
  }, [notifications, takeNotification]);
  return (
    <Stack data-toasts>
      {toasts.map((shown) => (
        <Toast key={shown.id} shown={shown} onClose={() => setToasts((before) => before.filter(({ id }) => id !== shown.id))} />
      ))}
    </Stack>
  );
}
