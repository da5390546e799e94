package siem

import "github.com/sealdesk/sealdesk/internal/ledger"

// class is an event class of OCSF 1.3; its thousands are the category.
type class int

// The classes that acts of a desk fall into.
const (
	accountChange    class = 3001
	authentication   class = 3002
	entityManagement class = 3004
	lifecycle        class = 6002
	apiActivity      class = 6003
	fileHosting      class = 6006
)

// severity is severity_id of OCSF.
type severity int

// The severities in use.
const (
	informational severity = iota + 1
	low
	medium
	high
)

// meaning is what an act is in the words of others. docs/ledger-events.md has the
// same table for people, and a test compares them.
type meaning struct {
	class          class
	activity       int // activity_id of the class
	severity       severity
	refusal        bool   // the act is that something was refused or failed
	category, kind string // event.category and event.type of ECS
}

// other stands for a kind that this table does not know, so that nothing is held
// back for it.
var other = meaning{apiActivity, 99, low, false, "database", "info"}

// means looks an act up.
func means(kind ledger.Kind) meaning {
	if m, known := catalogue[kind]; known {
		return m
	}
	return other
}

var catalogue = map[ledger.Kind]meaning{
	"organisation.created":  {entityManagement, 1, informational, false, "iam", "creation"},
	"setup.refused":         {authentication, 1, medium, true, "authentication", "start"},
	"directory.appended":    {entityManagement, 3, informational, false, "iam", "change"},
	"directory.head":        {entityManagement, 3, informational, false, "iam", "change"},
	"directory.fetched":     {entityManagement, 2, informational, false, "iam", "info"},
	"keys.fetched":          {apiActivity, 2, informational, false, "iam", "info"},
	"articles.stored":       {apiActivity, 1, informational, false, "configuration", "change"},
	"inbox.settings":        {apiActivity, 3, informational, false, "configuration", "change"},
	"settings.changed":      {apiActivity, 3, medium, false, "configuration", "change"},
	"mail.refused":          {apiActivity, 99, medium, true, "email", "info"},
	"mail.released":         {apiActivity, 3, low, false, "configuration", "change"},
	"mail.tested":           {apiActivity, 99, informational, false, "email", "info"},
	"sms.tested":            {apiActivity, 99, informational, false, "configuration", "info"},
	"conversation.created":  {apiActivity, 1, informational, false, "database", "change"},
	"notes.created":         {apiActivity, 1, informational, false, "database", "change"},
	"message.appended":      {apiActivity, 1, informational, false, "database", "change"},
	"generation.appended":   {apiActivity, 3, informational, false, "database", "change"},
	"wrap.stored":           {apiActivity, 3, informational, false, "database", "change"},
	"conversation.assigned": {apiActivity, 3, informational, false, "database", "change"},
	"conversation.rated":    {apiActivity, 3, informational, false, "database", "change"},
	"conversation.closed":   {apiActivity, 3, informational, false, "database", "change"},
	"conversation.reopened": {apiActivity, 3, informational, false, "database", "change"},
	"notice.asked":          {apiActivity, 3, informational, false, "database", "change"},
	"notice.declined":       {apiActivity, 3, informational, false, "database", "change"},
	"notice.sent":           {apiActivity, 99, informational, false, "database", "info"},
	"conversation.listed":   {apiActivity, 2, informational, false, "database", "access"},
	"thread.read":           {apiActivity, 2, informational, false, "database", "access"},
	"entries.fetched":       {apiActivity, 2, informational, false, "database", "access"},
	"drafts.fetched":        {apiActivity, 2, informational, false, "database", "access"},
	"live.begun":            {apiActivity, 2, informational, false, "session", "start"},
	"live.ended":            {apiActivity, 99, informational, false, "session", "end"},
	"attachment.begun":      {fileHosting, 99, informational, false, "file", "creation"},
	"attachment.stored":     {fileHosting, 1, informational, false, "file", "creation"},
	"attachment.fetched":    {fileHosting, 2, informational, false, "file", "access"},
	"attachment.removed":    {fileHosting, 4, informational, false, "file", "deletion"},
	"attachment.swept":      {fileHosting, 4, informational, false, "file", "deletion"},
	"retention.ended":       {apiActivity, 3, informational, false, "database", "change"},
	"keys.destroyed":        {apiActivity, 4, low, false, "database", "change"},
	"hold.set":              {apiActivity, 3, low, false, "configuration", "change"},
	"hold.lifted":           {apiActivity, 3, low, false, "configuration", "change"},
	"retention.read":        {apiActivity, 2, informational, false, "database", "access"},
	"session.created":       {authentication, 1, informational, false, "authentication", "start"},
	"session.confirmed":     {authentication, 99, informational, false, "authentication", "info"},
	"session.moved":         {authentication, 99, medium, false, "authentication", "info"},
	"operator.admitted":     {authentication, 99, high, false, "authentication", "info"},
	"vouch.asked":           {authentication, 99, high, false, "authentication", "info"},
	"vouch.given":           {authentication, 99, high, false, "authentication", "info"},
	"session.refused":       {authentication, 1, medium, true, "authentication", "start"},
	"session.throttled":     {authentication, 1, high, true, "authentication", "start"},
	"session.ended":         {authentication, 2, informational, false, "authentication", "end"},
	"account.restarted":     {accountChange, 99, high, false, "iam", "change"},
	"account.succeeded":     {accountChange, 99, high, false, "iam", "change"},
	"password.marked":       {accountChange, 99, high, false, "iam", "change"},
	"account.suspended":     {accountChange, 5, high, false, "iam", "change"},
	"account.reinstated":    {accountChange, 2, medium, false, "iam", "change"},
	"token.created":         {entityManagement, 1, medium, false, "iam", "creation"},
	"provider.linked":       {accountChange, 99, medium, false, "iam", "change"},
	"provider.unlinked":     {accountChange, 99, medium, false, "iam", "change"},
	"provider.refused":      {authentication, 1, medium, true, "authentication", "start"},
	"token.used":            {authentication, 1, informational, false, "authentication", "start"},
	"token.revoked":         {entityManagement, 4, medium, false, "iam", "deletion"},
	"token.refused":         {authentication, 1, high, true, "authentication", "start"},
	"provision.user":        {entityManagement, 3, medium, false, "iam", "change"},
	"provision.group":       {entityManagement, 3, medium, false, "iam", "change"},
	"session.device":        {entityManagement, 1, low, false, "iam", "creation"},
	"visitor.session":       {authentication, 1, informational, false, "authentication", "start"},
	"visitor.proved":        {authentication, 99, informational, false, "authentication", "info"},
	"visitor.asked":         {authentication, 99, informational, false, "authentication", "info"},
	"visitor.unproven":      {authentication, 99, medium, false, "authentication", "info"},
	"vault.changed":         {entityManagement, 3, low, false, "iam", "change"},
	"vault.fetched":         {entityManagement, 2, informational, false, "iam", "info"},
	"auth.checked":          {apiActivity, 99, informational, false, "configuration", "info"},
	"passkey.renamed":       {accountChange, 99, informational, false, "iam", "change"},
	"passkey.added":         {accountChange, 10, medium, false, "iam", "change"},
	"unlocker.stored":       {accountChange, 3, medium, false, "iam", "change"},
	"unlocker.removed":      {accountChange, 11, medium, false, "iam", "deletion"},
	"signin.checked":        {entityManagement, 2, informational, false, "iam", "info"},
	"account.read":          {entityManagement, 2, informational, false, "iam", "info"},
	"invitation.accepted":   {accountChange, 1, low, false, "iam", "creation"},
	"approval.given":        {authentication, 99, low, false, "authentication", "info"},
	"approval.refused":      {authentication, 99, medium, true, "authentication", "info"},
	"availability.changed":  {apiActivity, 3, informational, false, "iam", "change"},
	"access.refused":        {apiActivity, 99, medium, true, "api", "denied"},
	"ledger.read":           {apiActivity, 2, low, false, "database", "access"},
	"ledger.exported":       {apiActivity, 2, medium, false, "database", "access"},
	"ledger.retention":      {apiActivity, 3, medium, false, "configuration", "change"},
	"ledger.held":           {apiActivity, 3, low, false, "configuration", "change"},
	"ledger.released":       {apiActivity, 3, medium, false, "configuration", "change"},
	"ledger.erased":         {apiActivity, 4, medium, false, "database", "change"},
	"witness.key":           {entityManagement, 1, medium, false, "iam", "creation"},
	"witness.cosigned":      {apiActivity, 99, informational, false, "database", "info"},
	"witness.refused":       {apiActivity, 99, medium, true, "database", "error"},
	"witness.forgot":        {apiActivity, 4, high, false, "configuration", "deletion"},
	"witness.disagreed":     {apiActivity, 99, high, false, "database", "error"},
	"server.started":        {lifecycle, 3, informational, false, "process", "start"},
	"server.stopped":        {lifecycle, 4, informational, false, "process", "end"},
	"configuration.changed": {entityManagement, 3, medium, false, "configuration", "change"},
	"server.demo":           {lifecycle, 99, low, false, "configuration", "info"},
	"data.older":            {lifecycle, 99, high, false, "database", "error"},
	"certificate.obtained":  {lifecycle, 99, informational, false, "configuration", "change"},
	"certificate.failed":    {lifecycle, 99, medium, true, "configuration", "info"},
}
