package view

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)
