/** The small parts that pages are made of. */
import { CheckIcon, ChevronLeft, ChevronRight, CopyIcon, type LucideIcon, TriangleAlert } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { Problem } from "../api/problem";
import { formatMoment, formatNumber, formatRelative, useWords } from "../i18n";
import { statusName, toneOf } from "../workflow/words";
import { StatusIcon, type Tone } from "./icons";
import { useModal } from "./modal";
import { Prose } from "./Prose";

export function Status({ status, isPill = true, word }: { status: string; isPill?: boolean; word?: string }) {
  useWords();
  const tone = toneOf(status);
  return (
    <span className={`status ${tone}${isPill ? " pill" : ""}`}>
      <StatusIcon tone={tone} /> {word ?? statusName(status)}
    </span>
  );
}

/** How long ago; the moment itself, which costs more to write, is told to who points at it. */
export function Moment({ value }: { value: string }) {
  useWords();
  return (
    <time dateTime={value} onPointerEnter={({ currentTarget }) => { currentTarget.title = formatMoment(value, { seconds: true }); }}>
      {formatRelative(value)}
    </time>
  );
}

/** Title of a page; it is what the keyboard and the screen reader come to after a change of page. */
export function PageHead({ title, sub, crumbs, children }: { title: ReactNode; sub?: ReactNode; crumbs?: ReactNode; children?: ReactNode }) {
  const t = useWords();
  return (
    <header className="page-head">
      <div className="titles">
        {crumbs && <nav className="crumbs" aria-label={t("crumbs")}>{crumbs}</nav>}
        <h1 id="page-title" tabIndex={-1} dir="auto">{title}</h1>
        {sub && <div className="sub">{sub}</div>}
      </div>
      {children && <div className="row wrap">{children}</div>}
    </header>
  );
}

export function Empty({ icon: Icon, title, children, actions }: { icon: LucideIcon; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <Icon className="large" size={32} strokeWidth={1.5} aria-hidden="true" />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}

export function Loading({ rows = 6 }: { rows?: number }) {
  const t = useWords();
  return (
    <div className="stack" style={{ padding: 14 }} role="status">
      <span className="hidden-visually">{t("loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="skeleton" style={{ height: 18, width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Notice({ tone, title, children, action }: { tone: "bad" | "warn" | "info" | "ok"; title?: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : undefined}>
      {tone === "ok" ? <StatusIcon tone="ok" size={16} /> : <TriangleAlert size={16} aria-hidden="true" />}
      <div className="text grow">
        {title && <strong>{title}</strong>}
        {title && children ? <br /> : null}
        {children}
      </div>
      {action}
    </div>
  );
}

/** What went wrong, in words, and what can be done. */
export function ProblemNotice({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const t = useWords();
  const known = problem instanceof Problem ? problem : new Problem(-1, "UNEXPECTED", String(problem));
  const message = known.isOffline ? t("problem.offline") : known.message || known.code;
  return (
    <Notice
      tone="bad"
      title={message}
      action={retry && <button type="button" className="button small" onClick={retry}>{t("again")}</button>}
    >
      {known.status === 403 && <p>{t("problem.forbidden")}</p>}
      {known.status === 429 && <p>{t("problem.busy", { seconds: known.retryAfterSeconds ?? 60 })}</p>}
      {known.details.length > 0 && (
        <ul>
          {known.details.slice(0, 8).map((detail) => (
            <li key={detail.path + detail.message}>
              <code>{detail.path}</code> <Prose text={`${detail.message} ${detail.hint ?? ""}`} />
            </li>
          ))}
        </ul>
      )}
      {known.requestId && <span className="muted small">{known.code} · {known.requestId}</span>}
    </Notice>
  );
}

/** A button that can do nothing now: unlike a disabled one it keeps the focus, and can be read with why. */
export function offWhen(isOff: boolean, act: () => void): { "aria-disabled": boolean; onClick: (() => void) | undefined } {
  return { "aria-disabled": isOff, onClick: isOff ? undefined : act };
}

/** Copies a text; `of` says what that is to those who cannot see what stands beside the button. */
export function CopyButton({ text, label, of }: { text: string; label?: string; of?: string }) {
  const t = useWords();
  const [isCopied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  }
  const word = isCopied ? t("copied") : (label ?? t("copy"));
  return (
    <button type="button" className={`button small${label ? "" : " icon"}`} onClick={() => void copy()} aria-label={of ? `${word}: ${of}` : word} title={word}>
      {isCopied ? <CheckIcon size={13} aria-hidden="true" /> : <CopyIcon size={13} aria-hidden="true" />}
      {label && word}
    </button>
  );
}

type DialogProps = { title: string; onClose: () => void; children: ReactNode; isWide?: boolean };

/** The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Dialog({ title, onClose, children, isWide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(ref);
  return (
    <dialog ref={ref} className={`dialog${isWide ? " wide" : ""}`} aria-labelledby={id} onClose={onClose} onCancel={onClose}>
      <div className="content">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

export function Pages({ page, pages, total, onPage }: { page: number; pages: number; total: number; onPage: (page: number) => void }) {
  const t = useWords();
  if (pages <= 1) return null;
  return (
    <nav className="row" style={{ padding: "10px 14px", borderTop: "1px solid var(--line)" }} aria-label={t("pages")}>
      <span className="muted small grow number">{t("pages.of", { page, pages, total: formatNumber(total) })}</span>
      <button type="button" className="button small icon" {...offWhen(page <= 1, () => onPage(page - 1))} aria-label={t("pages.before")}>
        <ChevronLeft size={14} aria-hidden="true" />
      </button>
      <button type="button" className="button small icon" {...offWhen(page >= pages, () => onPage(page + 1))} aria-label={t("pages.next")}>
        <ChevronRight size={14} aria-hidden="true" />
      </button>
    </nav>
  );
}

export function Tile({ label, value, note, share, isHigh }: { label: string; value: ReactNode; note?: ReactNode; share?: number; isHigh?: boolean }) {
  return (
    <div className="tile">
      <div className="label">{label}</div>
      <div className="value">{value}</div>
      {share !== undefined && (
        <div className="meter" aria-hidden="true">
          <div className={isHigh ? "high" : ""} style={{ width: `${Math.min(100, Math.max(share * 100, 1))}%` }} />
        </div>
      )}
      {note && <div className="note">{note}</div>}
    </div>
  );
}

export type { Tone };
