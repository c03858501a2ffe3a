import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "./client";

export const nodeTypesQuery = () =>
  queryOptions({
    queryKey: ["node-types"],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/v1/node-types", { signal }))).node_types,
    staleTime: Number.POSITIVE_INFINITY,
  });
