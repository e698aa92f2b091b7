# The bot in a container: docs/containers.md. The base's digest is that of docker-library/repo-info of September 2026.
ARG BASE=debian:13.7-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a

FROM ${BASE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils ca-certificates python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements.lock ./
RUN python3 -m venv /opt/dpa \
 && /opt/dpa/bin/pip install --no-cache-dir --no-compile --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY knowledge/ knowledge/
COPY storage/ storage/
RUN /opt/dpa/bin/pip install --no-cache-dir --no-compile --no-deps --no-build-isolation .
# What only building, testing and debugging need is left out, and parts of libraries that the bot has no use for: other
# databases, a kind of picture, the faster twins of modules. (What they bring in *.libs cannot be stripped safely.)
WORKDIR /
RUN /opt/dpa/bin/python -m pip uninstall -y setuptools pip \
 && find /opt/dpa/lib -depth -type d \( -name tests -o -name testing -o -name f2py -o -name __pycache__ \) -exec rm -rf {} + \
 && find /opt/dpa/lib -type f -regex '.*\.\(pyi\|pyx\|pxd\|pxi\|h\|c\|a\)' -delete \
 && find /opt/dpa/lib -type f \( -path '*/lxml/objectify*' -o -path '*/lxml/html/_difflib*' -o -path '*/numpy/_core/_simd*' \
    -o -path '*/rapidfuzz/*_avx2*' -o -path '*/PIL/_avif*' -o -path '*/pillow.libs/libavif*' \
    -o -path '*/sqlalchemy/dialects/mssql/*' -o -path '*/sqlalchemy/dialects/mysql/*' -o -path '*/sqlalchemy/dialects/oracle/*' \
    -o -path '*/numpy/ma/*' -o -path '*/numpy/polynomial/*' -o -path '*/pydantic/v1/*' -o -path '*/lxml/isoschematron/*' \
    -o -path '*/reportlab/fonts/*.sfd' -o -path '*/reportlab/fonts/*.pfb' \
    -o \( -path '*/holidays/locale/*' -not -path '*/en_US/*' \) \) -delete \
 && find /opt/dpa/lib -name '*.so' -not -path '*.libs/*' -exec strip --strip-unneeded {} +

FROM ${BASE}
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3 \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/log/* \
 && find /usr/lib/python3* -depth -type d \( -name __pycache__ -o -name pydoc_data -o -name ensurepip \) -exec rm -rf {} + \
 && groupadd --gid 10001 dpa \
 && useradd --uid 10001 --gid dpa --no-create-home --home-dir /data --shell /usr/sbin/nologin dpa \
 && install -d -o dpa -g dpa -m 0700 /data
COPY --from=build /opt/dpa /opt/dpa
# Of Python and of the libraries, those modules are compiled that the bot imports.
COPY deploy/compile.py /tmp/
RUN /opt/dpa/bin/python /tmp/compile.py && rm /tmp/compile.py
ENV PATH=/opt/dpa/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DPA_DATA=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('DPA_PORT', '3978') + '/readyz', timeout=4)"]
CMD ["python", "-m", "bot"]
