// The chart that newcomers may have written into a folder: small, sound, and with everything that kpod follows in charts:
// values with comments, a second values file, named templates, a schema.
export const exampleChart: Readonly<Record<string, string>> = {
  'Chart.yaml': `apiVersion: v2
name: web
description: A web server behind a Service
type: application
version: 0.1.0
appVersion: "1.29"
`,
  'values.yaml': `# How many pods there are
replicas: 2
image:
  repository: nginx
  # What Chart.yaml says where it is empty
  tag: ""
service:
  port: 80
# Requests and limits of the container
resources: {}
`,
  'values-prod.yaml': `replicas: 5
resources:
  requests:
    cpu: 100m
    memory: 64Mi
`,
  'values.schema.json': `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "replicas": { "type": "integer", "minimum": 0 },
    "image": { "type": "object", "required": ["repository"] },
    "service": { "type": "object", "properties": { "port": { "type": "integer" } } }
  }
}
`,
  'templates/_helpers.tpl': `{{/*
The labels that select the pods.
*/}}
{{- define "web.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
`,
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      {{- include "web.labels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "web.labels" . | nindent 8 }}
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          ports:
            - name: http
              containerPort: 80
          readinessProbe:
            httpGet:
              path: /
              port: http
          {{- with .Values.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
`,
  'templates/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "web.labels" . | nindent 4 }}
  ports:
    - port: {{ .Values.service.port }}
      targetPort: http
`,
};
