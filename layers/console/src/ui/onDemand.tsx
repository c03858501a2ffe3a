import { type ComponentType, lazy, useState } from "react";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;
/** Code that can be loaded before it is needed. */
export type Code = { prepare: () => Promise<unknown> };

/**
 * A component whose code is loaded when it is needed, or before by `prepare`.
 * What is there already is shown at once: `lazy` alone would first show what stands in for it, and React lets that stand for 300 ms.
 */
export function onDemand<Props extends object>(load: Load<Props>): ComponentType<Props> & Code {
  let ready: ComponentType<Props> | null = null;
  const prepare = async () => {
    const loaded = await load();
    ready = loaded.default;
    return loaded;
  };
  const Later = lazy(prepare);
  function Shown(props: Props) {
    const [Component] = useState<ComponentType<Props>>(() => ready ?? (Later as ComponentType<Props>));
    return <Component {...props} />;
  }
  return Object.assign(Shown, { prepare });
}
