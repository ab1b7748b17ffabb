package main
import ("fmt";"github.com/openephr/ephr-go/codes")
func main(){ for l:=range codes.Lists(){ fmt.Println(l.Name(), l.Own(), l.Closed(), l.Len(), l.System(), l.URL()) } }
