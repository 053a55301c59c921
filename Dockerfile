# One image for web, worker and migrations; the command decides.
FROM node:22.23.3-bookworm-slim AS build
WORKDIR /app
ENV CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
# The workspaces are twins for tests.
RUN npm ci --ignore-scripts --no-audit --no-fund --workspaces=false
COPY . .
# The optional packages are a second Node, for machines that have none.
RUN node node_modules/prisma/build/index.js generate --no-hints \
 && node --disable-warning=ExperimentalWarning scripts/dev/build.ts \
 && npm prune --omit=dev --omit=optional --ignore-scripts --workspaces=false

FROM node:22.23.3-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production CHECKPOINT_DISABLE=1 NODE_OPTIONS=--disable-warning=ExperimentalWarning
# All of it belongs to root: the process cannot change what it runs.
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/app ./app
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/scripts/lib ./scripts/lib
COPY --from=build /app/scripts/ops ./scripts/ops
COPY --from=build /app/package.json /app/prisma.config.ts ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD node -e "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
CMD ["node", "scripts/ops/web.ts"]
