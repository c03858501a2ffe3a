/** An expression or a template, edited with colours, completion and faults where they stand. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderOf } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { forgetField, insert, rememberField, VALUE_TYPE } from "./insertion";
import { colours, completionsIn, expressionLanguage, type Scope, templateLanguage } from "./jsonata";

type Props = {
  value: string;
  onChange: (value: string) => void;
  label: string;
  isTemplate: boolean;
  isInvalid?: boolean;
  placeholder?: string;
  scope: Scope;
  marks?: readonly Mark[];
};

const THEME = EditorView.theme({
  "&": { fontSize: "12.5px", color: "var(--text)", backgroundColor: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: "6px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", maxHeight: "260px", overflow: "auto" },
  ".cm-content": { padding: "5px 0", caretColor: "var(--text)", minHeight: "20px" },
  ".cm-line": { padding: "0 9px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-placeholder": { color: "var(--text-3)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: "6px", boxShadow: "var(--shadow-2)", color: "var(--text)" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "12px", maxHeight: "220px" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-solid)", color: "#fff" },
  ".cm-completionDetail": { color: "var(--text-2)", fontStyle: "normal", marginLeft: "10px" },
  "li[aria-selected] .cm-completionDetail": { color: "#fff" },
  ".cm-matchingBracket": { backgroundColor: "var(--surface-3) !important" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)" },
});

/** Typing over a coloured selection: the browser would keep its colour by a style attribute, which the policy refuses. */
function replaceSelected(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  event.preventDefault();
  return true;
}

/** A value of a run lands where it is let go. */
function dropValue(event: DragEvent, view: EditorView, isTemplate: boolean): boolean {
  const path = event.dataTransfer?.getData(VALUE_TYPE);
  if (!path) return false;
  event.preventDefault();
  const place = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
  insert({ view, isTemplate }, path, place);
  view.focus();
  return true;
}

/** The page's security policy refuses style elements, but not the sheets of a shadow root. */
export function CodeField(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // What was told and has not come back yet: typing may be ahead of the page.
  const told = useRef<string[]>([]);
  const isSet = useRef(false);

  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const parent = document.createElement("div");
    root.replaceChildren(parent);
    const { isTemplate, label, placeholder = "", value } = latest.current;
    const attributes: Record<string, string> = { "aria-label": label, spellcheck: "false" };
    view.current = new EditorView({
      root,
      parent,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          bracketMatching(),
          autocompletion({ override: [completionsIn(() => latest.current.scope, isTemplate)], icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          isTemplate ? templateLanguage : expressionLanguage,
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of(attributes),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || isSet.current) return;
            const text = update.state.doc.toString();
            told.current.push(text);
            latest.current.onChange(text);
          }),
          EditorView.domEventHandlers({
            beforeinput: replaceSelected,
            focus: (_, own) => rememberField({ view: own, isTemplate }),
            drop: (event, own) => dropValue(event, own, isTemplate),
          }),
          placeholderOf(placeholder),
          THEME,
        ],
      }),
    });
    const own = view.current;
    return () => {
      forgetField(own);
      own.destroy();
    };
  }, [props.isTemplate, props.label]);

  useEffect(() => {
    const echo = told.current.indexOf(props.value);
    told.current = told.current.slice(echo + 1);
    if (echo >= 0) return;
    const editor = view.current!;
    told.current = [];
    if (editor.state.doc.toString() === props.value) return;
    isSet.current = true;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.value } });
    isSet.current = false;
  }, [props.value]);

  useEffect(() => {
    const editor = view.current!;
    const end = editor.state.doc.length;
    const marks = (props.marks ?? []).filter(({ from, to }) => from < to && to <= end);
    editor.dispatch(setDiagnostics(editor.state, [...marks]));
  }, [props.marks, props.value]);

  return <div ref={host} className={`code-field${props.isInvalid ? " invalid" : ""}`} />;
}
