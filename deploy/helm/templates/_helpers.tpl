{{- define "workcompanion.labels" -}}
app.kubernetes.io/name: workcompanion
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Of one part: a list of the root and the part's name. */}}
{{- define "workcompanion.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: workcompanion
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "workcompanion.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "workcompanion.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "workcompanion.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Of the Secret; the owner's address is for the migration alone. */}}
{{- define "workcompanion.secretEnv" -}}
{{- $secret := .Values.existingSecret -}}
- name: DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: DATABASE_URL } }
- name: MASTER_KEY_FILE
  value: /run/secrets/workcompanion/master.key
- name: METRICS_TOKEN
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: METRICS_TOKEN, optional: true } }
- name: HOT_ACCESS_KEY_ID
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: HOT_ACCESS_KEY_ID, optional: true } }
- name: HOT_SECRET_ACCESS_KEY
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: HOT_SECRET_ACCESS_KEY, optional: true } }
- name: ARCHIVE_ACCESS_KEY_ID
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: ARCHIVE_ACCESS_KEY_ID, optional: true } }
- name: ARCHIVE_SECRET_ACCESS_KEY
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: ARCHIVE_SECRET_ACCESS_KEY, optional: true } }
- name: OBJECTS_ACCESS_KEY_ID
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: OBJECTS_ACCESS_KEY_ID, optional: true } }
- name: OBJECTS_SECRET_ACCESS_KEY
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: OBJECTS_SECRET_ACCESS_KEY, optional: true } }
{{- end }}

{{- define "workcompanion.mounts" -}}
- name: data
  mountPath: /data
- name: cache
  mountPath: /cache
- name: tmp
  mountPath: /tmp
- name: master-key
  mountPath: /run/secrets/workcompanion
  readOnly: true
{{- end }}

{{- define "workcompanion.volumes" -}}
- name: data
  persistentVolumeClaim:
    claimName: {{ .Values.data.existingClaim | default (printf "%s-data" .Release.Name) }}
- name: cache
  emptyDir:
    sizeLimit: {{ .Values.cacheSize }}
- name: tmp
  emptyDir: {}
- name: master-key
  secret:
    secretName: {{ .Values.existingSecret }}
    defaultMode: 0440
    items:
      - key: master.key
        path: master.key
{{- end }}
